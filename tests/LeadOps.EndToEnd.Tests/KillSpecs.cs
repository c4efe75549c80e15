using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>The real executable, killed at random moments of a run: `resume` ends where an undisturbed run would.</summary>
internal sealed class KillSpecs
{
    private const int Leads = 300;
    private const int Requests = 20;

    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: phones
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
        fixtures:
          - name: made
            count: 300
            key: "k-{{ index }}"
            set: { TITLE: "Made {{ index }}" }
        """;

    /// <summary>The moment is a number of requests that the portal has taken; the seed makes each case another one.</summary>
    [Test]
    public async Task A_run_killed_anywhere_and_resumed_writes_nothing_twice([Range(1, 50)] int seed)
    {
        var command = new[] { "apply", "seed", "unseed" }[seed % 3];
        await using var here = await Workspace.WithPortalAsync(command == "apply" ? Leads : 0, "slow:0.01s@*");
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/all.yml", Manifest);
        if (command == "unseed")
        {
            await here.RunAsync("seed", "--yes");
            Directory.Delete(Path.Combine(here.Folder, ".leadops"), recursive: true);
        }

        await KilledAfterAsync(here, command, await RequestsAsync(here) + new Random(seed).Next(3, Requests));

        var resumed = await here.RunAsync("resume", "latest");
        if (resumed.ExitCode == 3)
        {
            Assert.That(resumed.Errors, Does.Contain("nothing was sent").And.Contain("leadops apply"));
            resumed = await here.RunAsync(command, "--yes");
        }

        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Output + resumed.Errors);
        Assert.That(leads, Has.Count.EqualTo(command == "unseed" ? 0 : Leads));
        if (command == "seed")
        {
            Assert.That(leads.Select(lead => (string?)lead!["ORIGIN_ID"]), Is.Unique);
        }
        else if (command == "apply")
        {
            Assert.That(
                leads.Select(lead =>
                    lead!["PHONE"]!.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}")
                ),
                Is.All.EqualTo(1)
            );
            Assert.That(
                leads.Select(lead => (string?)lead!["SOURCE_DESCRIPTION"]),
                Is.EqualTo(leads.Select(lead => $"seen {lead!["ID"]}"))
            );
        }
    }

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
        await using var here = await Workspace.WithPortalAsync(0, "slow:0.01s@*");
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
        await KilledAfterAsync(here, "apply", await RequestsAsync(here) + new Random(seed).Next(8, 90));

        var resumed = await here.RunAsync("resume", "latest");
        if (resumed.ExitCode == 3)
        {
            resumed = await here.RunAsync("apply", "--yes");
        }

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

    private static async Task KilledAfterAsync(Workspace here, string command, int requests)
    {
        using var process = here.Start(command, "--yes");
        while (!process.HasExited && await RequestsAsync(here) < requests)
        {
            await Task.Yield();
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
    }

    private static async Task<int> RequestsAsync(Workspace here) =>
        (int)JsonNode.Parse(await here.ControlAsync("requests"))!["http"]!;
}
