using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

internal sealed class ApplySpecs
{
    private const string Manifest = """
        manifest: 1
        name: stages
        changes:
          - name: to-process
            select: { where: { STATUS_ID: NEW } }
            set:
              STATUS_ID: In process
              COMMENTS: "a & b = 100% + [x] \"quoted\" 'Привет' 🎪 $result[c0] {{ lead.ID }}"
              UF_CRM_TAGS: [one, two]
        """;

    [Test]
    public async Task I_can_plan_apply_and_plan_again()
    {
        await using var here = await Workspace.WithPortalAsync(200);
        here.Write("manifests/stages.yml", Manifest);

        var applied = await here.RunAsync(
            "apply",
            "--yes",
            "--max-percent",
            "100",
            "--report",
            "r.json",
            "--report",
            "r.xml",
            "--report",
            "r.html",
            "--report",
            "r.csv"
        );
        var again = await here.RunAsync("plan", "--detailed-exitcode");

        Assert.That(applied.ExitCode, Is.Zero, applied.Output + applied.Errors);
        Assert.That(again.ExitCode, Is.Zero, again.Output);
        var report = JsonNode.Parse(File.ReadAllText(Path.Combine(here.Folder, "r.json")))!;
        Assert.That(
            (int)report["summary"]!["applied"]!,
            Is.GreaterThan(50).And.EqualTo((int)report["summary"]!["total"]!)
        );
        Assert.That(
            applied.Output.TrimEnd().Split('\n')[^1],
            Does.StartWith("Report: r.json, r.xml, r.html, r.csv, .leadops").And.EndWith("report.md")
        );
        Assert.That(
            new[] { "r.json", "r.xml", "r.html" }.Select(file => File.ReadAllBytes(Path.Combine(here.Folder, file))[0]),
            Is.All.LessThan(0x80),
            "only the table for Excel begins with a byte order mark"
        );
    }

    [Test]
    public async Task Text_arrives_byte_for_byte_even_if_it_looks_like_a_reference()
    {
        await using var here = await Workspace.WithPortalAsync(30);
        here.Write("manifests/stages.yml", Manifest);

        await here.RunAsync("apply", "--yes", "--max-percent", "100");

        var comments = JsonNode
            .Parse(await here.ControlAsync("leads"))!
            .AsArray()
            .Where(lead => (string?)lead!["COMMENTS"] is { } text && text.StartsWith("a & b", StringComparison.Ordinal))
            .ToList();
        Assert.That(comments, Is.Not.Empty);
        Assert.That(
            comments.Select(lead => (string?)lead!["COMMENTS"]),
            Is.All.Matches<string?>(text =>
                text!.StartsWith("a & b = 100% + [x] \"quoted\" 'Привет' 🎪 $result[c0] ", StringComparison.Ordinal)
            )
        );
    }

    [Test]
    public async Task A_saved_plan_is_applied_once_and_a_damaged_one_never()
    {
        await using var here = await Workspace.WithPortalAsync(30);
        here.Write("manifests/stages.yml", Manifest);
        await here.RunAsync("plan", "--out", "a.plan");
        var text = File.ReadAllText(Path.Combine(here.Folder, "a.plan"));
        here.Write("b.plan", text.Replace("IN_PROCESS", "JUNK", StringComparison.Ordinal));

        var damaged = await here.RunAsync("apply", "b.plan");
        var first = await here.RunAsync("apply", "a.plan");
        var second = await here.RunAsync("apply", "a.plan");

        Assert.That(
            (damaged.ExitCode, first.ExitCode, second.ExitCode),
            Is.EqualTo((5, 0, 5)),
            damaged.Errors + first.Errors + second.Errors
        );
        Assert.That(second.Errors, Does.Contain("already applied"));
    }

    [Test]
    public async Task A_lead_edited_since_the_plan_is_stale()
    {
        await using var here = await Workspace.WithPortalAsync(30);
        here.Write("manifests/stages.yml", Manifest);
        await here.RunAsync("plan", "--out", "a.plan");
        var id = File.ReadLines(Path.Combine(here.Folder, "a.plan"))
            .Skip(1)
            .Select(line => (long)JsonNode.Parse(line)!["id"]!)
            .First();
        using (var http = new HttpClient())
        {
            await http.GetStringAsync(
                new Uri(here.Portal!.WebhookUrl, $"crm.lead.update?id={id}&fields[STATUS_ID]=PROCESSED")
            );
        }

        var applied = await here.RunAsync("apply", "a.plan", "--report", "r.json");

        var report = JsonNode.Parse(File.ReadAllText(Path.Combine(here.Folder, "r.json")))!;
        Assert.That(applied.ExitCode, Is.EqualTo(4));
        Assert.That((int)report["summary"]!["stale"]!, Is.EqualTo(1));
        Assert.That(
            report["leads"]!.AsArray().Single(lead => (string?)lead!["verdict"] == "stale")!["id"]!.GetValue<long>(),
            Is.EqualTo(id)
        );
    }

    [Test]
    public async Task I_can_roll_back_a_run()
    {
        await using var here = await Workspace.WithPortalAsync(60);
        here.Write("manifests/stages.yml", Manifest);
        var before = await StateAsync(here);
        await here.RunAsync("apply", "--yes", "--max-percent", "100");

        var undone = await here.RunAsync("rollback", "latest", "--yes", "--max-percent", "100");

        Assert.That(undone.ExitCode, Is.Zero, undone.Output + undone.Errors);
        Assert.That(await StateAsync(here), Is.EqualTo(before));
    }

    private static async Task<string> StateAsync(Workspace here) =>
        string.Join(
            '\n',
            JsonNode
                .Parse(await here.ControlAsync("leads"))!
                .AsArray()
                .Select(lead =>
                    $"{lead!["ID"]} {lead["STATUS_ID"]} {(string?)lead["COMMENTS"] ?? ""} "
                    + $"{lead["UF_CRM_TAGS"]?.ToJsonString() ?? "[]"}"
                )
        );

    [Test]
    public async Task A_plan_over_a_limit_is_shown_and_refused()
    {
        await using var here = await Workspace.WithPortalAsync(200);
        here.Write("manifests/stages.yml", Manifest);

        var plan = await here.RunAsync("plan");
        var apply = await here.RunAsync("apply", "--yes", "--max-percent", "1");

        Assert.That((plan.ExitCode, apply.ExitCode), Is.EqualTo((0, 5)));
        Assert.That(apply.Errors, Does.Contain("--max-percent"));
    }

    [Test]
    public async Task Without_a_terminal_approval_needs_a_flag()
    {
        await using var here = await Workspace.WithPortalAsync(30);
        here.Write("manifests/stages.yml", Manifest);

        var apply = await here.RunAsync("apply", "--max-percent", "100");

        Assert.That(apply.ExitCode, Is.EqualTo(5));
        Assert.That(apply.Errors, Does.Contain("--yes"));
        Assert.That(await here.ControlAsync("log"), Is.EqualTo("[]"));
    }

    [Test]
    public async Task The_secret_appears_nowhere()
    {
        await using var here = await Workspace.WithPortalAsync(30);
        here.Write("manifests/stages.yml", Manifest);
        here.Write(
            "leadops.yml",
            "portals:\n  test:\n    url: "
                + here.Portal!.WebhookUrl.ToString().Replace("/local/", "/s3cretw0rd/", StringComparison.Ordinal)
        );

        var plan = await here.RunAsync("plan", "-v");

        Assert.That(plan.ExitCode, Is.EqualTo(6));
        Assert.That(plan.Output + plan.Errors, Does.Not.Contain("s3cretw0rd"));
    }

    [TestCase("drop-after:crm.lead.update@1")]
    [TestCase("drop-before:crm.lead.update@1")]
    [TestCase("500:crm.lead.update@51")]
    [TestCase("500-after:crm.lead.update@101")]
    [TestCase("html502:crm.lead.update@101")]
    [TestCase("cut:crm.lead.update@151")]
    [TestCase("limit:crm.lead.update@1-3")]
    [TestCase("drop-after:crm.lead.update@1,cut:crm.lead.update@60,500-after:crm.lead.update@201")]
    public async Task Whatever_breaks_every_lead_ends_as_planned_and_none_is_doubled(string chaos)
    {
        await using var here = await Workspace.WithPortalAsync(300, chaos);
        here.Write(
            "manifests/all.yml",
            """
            manifest: 1
            name: all
            changes:
              - name: phones
                select: { all: true }
                set:
                  SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
                  PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
            """
        );

        var run = await here.RunAsync("apply", "--yes", "--max-percent", "100");
        for (var i = 0; i < 3 && run.ExitCode != 0; i++)
        {
            run = await here.RunAsync("resume", "latest");
        }

        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Errors);
        Assert.That(
            leads.Select(lead => (string?)lead!["SOURCE_DESCRIPTION"]),
            Is.EqualTo(leads.Select(lead => $"seen {lead!["ID"]}"))
        );
        Assert.That(
            leads.Select(lead =>
                lead!["PHONE"]!.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}")
            ),
            Is.All.EqualTo(1)
        );
    }

    [Test]
    public async Task A_killed_run_can_be_resumed()
    {
        await using var here = await Workspace.WithPortalAsync(400, "slow:0.05s@*");
        here.Write(
            "manifests/all.yml",
            """
            manifest: 1
            name: all
            changes:
              - name: phones
                select: { all: true }
                set: { PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] } }
            """
        );
        using (var process = here.Start("apply", "--yes", "--max-percent", "100"))
        {
            while (
                await process.StandardError.ReadLineAsync() is { } line
                && !(line is [>= '0' and <= '9', ..] && line.Contains(" of ", StringComparison.Ordinal))
            )
            {
                // Until the first batch is recorded; what is said while planning begins with a word.
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var resumed = await here.RunAsync("resume", "latest");

        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Output + resumed.Errors);
        Assert.That(
            leads.Select(lead =>
                lead!["PHONE"]!.AsArray().Count(phone => (string?)phone!["VALUE"] == $"+49301{lead["ID"]}")
            ),
            Is.All.EqualTo(1)
        );
    }
}
