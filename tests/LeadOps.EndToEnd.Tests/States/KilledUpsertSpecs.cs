using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>Creates and uploads in one run, killed at random moments.</summary>
internal sealed class KilledUpsertSpecs
{
    private const int Rows = 40;

    private const string Orders = """
        manifest: 1
        name: orders
        rows: { orders: orders.csv }
        changes:
          - name: order
            forEach: orders
            select: { origin: { ORIGINATOR_ID: shop, ORIGIN_ID: "{{ row.id }}" } }
            whenMissing: create
            set:
              SOURCE_DESCRIPTION: "order {{ row.id }}"
              UF_CRM_DOCUMENTS: { add: [ { file: "scans/{{ row.scan }}.pdf" } ] }
            setOnCreate: { TITLE: "Order {{ row.id }}" }
        """;

    /// <summary>Half of the rows have their lead, half make one, and each gets a file of its own.</summary>
    [Test]
    public async Task A_killed_upsert_with_uploads_makes_no_lead_and_sends_no_file_twice([Range(1, 6)] int seed)
    {
        var here = await Workspace.WithPortalAsync(0, "slow:0.01s@*");
        await using var scene = RunScene.Of(here);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n"
        );
        here.Write("manifests/orders.yml", Orders);
        here.Write(
            "manifests/orders.csv",
            "id,scan\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"o-{i},{i % 3}\n"))
        );
        foreach (var scan in Enumerable.Range(0, 3))
        {
            here.Write($"manifests/scans/{scan}.pdf", new string('x', 1000 + scan));
        }

        await MakeEveryOtherAsync(here);
        await scene.KillAsync("apply", new Random(seed).Next(8, 90));
        var resumed = await scene.FinishAsync("apply");

        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
        var again = await here.RunAsync("plan", "--detailed-exitcode");
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Output + resumed.Errors);
        Assert.That(leads.Select(lead => (string?)lead!["ORIGIN_ID"]), Is.Unique);
        Assert.That(leads, Has.Count.EqualTo(Rows));
        Assert.That(leads.Select(lead => lead!["UF_CRM_DOCUMENTS"]!.AsArray().Count), Is.All.EqualTo(1));
        Assert.That(again.ExitCode, Is.Zero, again.Output + again.Errors);
    }

    private static async Task MakeEveryOtherAsync(Workspace here)
    {
        using var http = new HttpClient { BaseAddress = here.Portal!.WebhookUrl };
        foreach (var i in Enumerable.Range(0, Rows).Where(i => i % 2 == 0))
        {
            await WildLeads.SendAsync(
                http,
                "crm.lead.add",
                new JsonObject
                {
                    ["fields"] = new JsonObject
                    {
                        ["TITLE"] = $"Old {i}",
                        ["ORIGINATOR_ID"] = "shop",
                        ["ORIGIN_ID"] = $"o-{i}",
                    },
                }
            );
        }
    }
}
