using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>docs/output.md names everything that a machine reads.</summary>
internal sealed class OutputPageSpecs
{
    /// <summary>Their members are named by the portal: fields and methods.</summary>
    private static readonly string[] Maps = ["titles", "calls", "operatingSeconds"];

    [Test]
    public async Task Every_name_in_the_JSON_of_a_command_stands_on_the_page()
    {
        await using var here = await Workspace.WithPortalAsync(5, "refuse:id=2@*");
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges:\n  - name: c\n    select: { all: true }\n"
                + "    set: { STATUS_ID: JUNK, PHONE: [\"+49 30 111\"], COMMENTS: x }\n"
                + "    assert: [ { that: lead.ID != 3, message: stays } ]\n"
        );

        var documents = new List<string>();
        foreach (
            var line in new[]
            {
                "init new --output json",
                "export --output json --out leads.csv",
                "validate m.yml --output json",
                "plan m.yml --output json",
                "apply m.yml --yes --skip-blocked --output json",
                "history --output json",
                "fields --output json",
                "doctor --output json",
                "state status --output json",
                "show nothing --output json",
            }
        )
        {
            documents.Add((await here.RunAsync(line.Split(' '))).Output);
        }

        var events = (await here.RunAsync("retry", "latest", "--output", "ndjson")).Output;
        documents.AddRange(events.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        var page = File.ReadAllText(Path.Combine(DocsSpecs.Project, "docs", "output.md"));
        var missing = documents
            .SelectMany(document => Names(JsonNode.Parse(document)))
            .Distinct()
            .Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal))
            .Where(name => !page.Contains($"\"{name}\"", StringComparison.Ordinal));

        Assert.That(documents, Has.Count.GreaterThan(10));
        Assert.That(missing, Is.Empty);
    }

    private static IEnumerable<string> Names(JsonNode? node) =>
        node switch
        {
            JsonArray items => items.SelectMany(Names),
            JsonObject members => members.SelectMany(member =>
                Maps.Contains(member.Key) ? [member.Key] : Names(member.Value).Prepend(member.Key)
            ),
            _ => [],
        };
}
