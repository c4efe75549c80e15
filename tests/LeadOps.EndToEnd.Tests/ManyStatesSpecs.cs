using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// One manifest over leads in 48 different states: stage, phone, comment and address decide what each becomes.
/// </summary>
internal sealed class ManyStatesSpecs
{
    private const int Leads = 960;

    private static readonly string[] Stages = ["NEW", "IN_PROCESS", "PROCESSED", "JUNK"];
    private static readonly string[] Phones = ["", "+49 30 23125001", "030/23125002"];
    private static readonly string[] Comments = ["", "50% + [x] & 'y' 🎪\nline two"];
    private static readonly string[] Cities = ["", "Bonn"];

    private static string Seed()
    {
        var text = new StringBuilder("manifest: 1\nname: states\nrows:\n  states:\n");
        for (var i = 0; i < Leads; i++)
        {
            text.Append(
                $"    - {{ n: {i}, stage: {Stages[i % 4]}, phone: \"{Phones[i / 4 % 3]}\", comment: "
                    + $"{JsonValue.Create(Comments[i / 12 % 2]).ToJsonString()}, city: \"{Cities[i / 24 % 2]}\" }}\n"
            );
        }

        return text.Append(
                """
                fixtures:
                  - name: leads
                    forEach: states
                    key: "s-{{ row.n }}"
                    set:
                      TITLE: "State {{ row.n }}"
                      STATUS_ID: "{{ row.stage }}"
                      PHONE: "{{ row.phone }}"
                      COMMENTS: "{{ row.comment }}"
                      ADDRESS_CITY: "{{ row.city }}"
                      ADDRESS: "{{ row.city == '' ? '' : 'Markt 1' }}"
                      OPPORTUNITY: "{{ row.n }}"
                changes:
                  - name: retire
                    select: { where: { STATUS_ID: [NEW, PROCESSED], ORIGINATOR_ID: leadops/states/leads } }
                    set: { STATUS_ID: Junk }
                  - name: phones
                    select: { where: { PHONE: { empty: false }, ORIGINATOR_ID: leadops/states/leads } }
                    set: { PHONE: { add: [ "+49 30 23125900" ], remove: [ "+49 (30) 23125001" ] } }
                  - name: comments
                    select: { where: { COMMENTS: { empty: true }, ORIGINATOR_ID: leadops/states/leads } }
                    set: { COMMENTS: "{{ lead.TITLE }} was {{ lead.STATUS_ID }}" }
                  - name: city
                    select: { where: { ADDRESS_CITY: bonn, ORIGINATOR_ID: leadops/states/leads } }
                    set: { ADDRESS_CITY: Köln }
                """.Replace("Junk", "Low-quality lead", StringComparison.Ordinal)
            )
            .ToString();
    }

    [Test]
    public async Task Each_lead_ends_as_planned_and_nothing_is_sent_that_did_not_change()
    {
        await using var here = await Workspace.WithPortalAsync(0);
        here.Write(
            "leadops.yml",
            "limits: { maxPercent: 100 }\nportals:\n  test:\n    url: "
                + $"{here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/states.yml", Seed());
        var seeded = await here.RunAsync("seed", "--yes");
        var before = JsonNode.Parse(await here.ControlAsync("log"))!.AsArray().Count;

        var applied = await here.RunAsync("apply", "--yes", "--report", "r.json");
        var again = await here.RunAsync("plan", "--detailed-exitcode");

        Assert.That(
            (seeded.ExitCode, applied.ExitCode, again.ExitCode),
            Is.EqualTo((0, 0, 0)),
            seeded.Errors + applied.Output + applied.Errors + again.Output
        );
        var leads = JsonNode
            .Parse(await here.ControlAsync("leads"))!
            .AsArray()
            .ToDictionary(lead => (string)lead!["ORIGIN_ID"]!, lead => lead!);
        for (var i = 0; i < Leads; i++)
        {
            AssertEnd(i, leads[$"s-{i}"]);
        }

        foreach (var write in JsonNode.Parse(await here.ControlAsync("log"))!.AsArray().Skip(before))
        {
            var n = (int)
                decimal.Parse(
                    (string)leads.Values.First(lead => (string?)lead["ID"] == write!["id"]!.ToString())["OPPORTUNITY"]!,
                    System.Globalization.CultureInfo.InvariantCulture
                );
            var names = write!["fields"]!
                .AsObject()
                .Select(field => field.Key)
                .Where(name => !name.StartsWith("ADDRESS", StringComparison.Ordinal));
            Assert.That(names, Is.EquivalentTo(Changed(n)), $"lead s-{n}");
        }
    }

    private static IEnumerable<string> Changed(int i) =>
        new[]
        {
            i % 4 is 0 or 2 ? "STATUS_ID" : "",
            i / 4 % 3 > 0 ? "PHONE" : "",
            i / 12 % 2 == 0 ? "COMMENTS" : "",
        }.Where(name => name.Length > 0);

    private static void AssertEnd(int i, JsonNode lead)
    {
        string? Text(string name) => lead[name] is JsonValue value ? value.ToString() : null;
        var phones = lead["PHONE"]?.AsArray().Select(item => (string)item!["VALUE"]!).ToArray() ?? [];
        string[] expected = (i / 4 % 3) switch
        {
            0 => [],
            1 => ["+49 30 23125900"],
            _ => ["030/23125002", "+49 30 23125900"],
        };

        // The second change of a lead sees what the first one planned.
        var stage = i % 4 is 0 or 2 ? "JUNK" : Stages[i % 4];
        Assert.That(Text("STATUS_ID"), Is.EqualTo(stage), $"s-{i}");
        Assert.That(phones, Is.EqualTo(expected), $"s-{i}");
        Assert.That(Text("COMMENTS"), Is.EqualTo(i / 12 % 2 == 0 ? $"State {i} was {stage}" : Comments[1]), $"s-{i}");
        Assert.That(Text("ADDRESS_CITY") ?? "", Is.EqualTo(i / 24 % 2 == 0 ? "" : "Köln"), $"s-{i}");
        Assert.That(Text("ADDRESS") ?? "", Is.EqualTo(i / 24 % 2 == 0 ? "" : "Markt 1"), $"s-{i}");
    }
}
