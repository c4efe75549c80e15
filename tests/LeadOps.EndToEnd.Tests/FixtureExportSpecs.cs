using System.Text.Json.Nodes;
using static LeadOps.EndToEnd.Tests.SeededPortals;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Leads exported as fixtures.</summary>
internal sealed class FixtureExportSpecs
{
    [Test]
    public async Task Export_unseed_seed_export_is_byte_equal()
    {
        await using var here = await SeedableAsync(60);
        await here.RunAsync("export", "--out", "real.yml");
        await using var other = await SeedableAsync(0);
        other.Write("fix.yml", File.ReadAllText(Path.Combine(here.Folder, "real.yml")));

        var seeded = await other.RunAsync("seed", "fix.yml", "--yes");
        Directory.CreateDirectory(Path.Combine(other.Folder, "one"));
        await other.RunAsync("export", "--out", "one/fix.yml");
        await other.RunAsync("unseed", "fix.yml", "--yes");
        var empty = await LeadsAsync(other);
        await other.RunAsync("seed", "fix.yml", "--yes");
        await other.RunAsync("export", "--out", "two.yml");

        string Text(Workspace where, string file) =>
            string.Join(
                '\n',
                File.ReadAllLines(Path.Combine(where.Folder, file))
                    .Where(line => !line.StartsWith("name:", StringComparison.Ordinal))
            );
        Assert.That(seeded.ExitCode, Is.Zero, seeded.Errors);
        Assert.That(empty, Is.Empty);
        Assert.That(Text(other, "one/fix.yml"), Is.EqualTo(Text(here, "real.yml")));
        Assert.That(Text(other, "two.yml"), Is.EqualTo(Text(here, "real.yml")));
    }

    [Test]
    public async Task Anonymized_leads_carry_no_personal_data_and_keep_what_matters()
    {
        await using var here = await SeedableAsync(80);

        await here.RunAsync("export", "--anonymize", "--out", "a.json");
        await here.RunAsync("export", "--anonymize", "--out", "b.json");

        var text = File.ReadAllText(Path.Combine(here.Folder, "a.json"));
        var leads = await LeadsAsync(here);
        foreach (var lead in leads)
        {
            var secrets = new[]
            {
                (string?)lead!["COMMENTS"],
                (string?)lead["TITLE"],
                (string?)lead["PHONE"]?[0]?["VALUE"],
                (string?)lead["EMAIL"]?[0]?["VALUE"],
            };
            Assert.That(
                secrets.Where(secret =>
                    !string.IsNullOrEmpty(secret)
                    && text.Contains(JsonValue.Create(secret).ToJsonString(), StringComparison.Ordinal)
                ),
                Is.Empty
            );
        }

        Assert.That(
            JsonNode.Parse(text)!.AsArray().Select(lead => (string?)lead!["STATUS_ID"]).Order(),
            Is.EqualTo(leads.Select(lead => (string?)lead!["STATUS_ID"]).Order())
        );
        Assert.That(File.ReadAllText(Path.Combine(here.Folder, "b.json")), Is.EqualTo(text));
    }
}
