using System.Diagnostics;
using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>Whatever stops a run: the exit code, the last lines, one document for machines, and the way on.</summary>
[Platform(Exclude = "Win")]
internal sealed class StopSpecs
{
    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: seen
            select: { all: true }
            set:
              SOURCE_DESCRIPTION: "seen {{ lead.ID }}"
              PHONE: { add: [ { VALUE: "+49301{{ lead.ID }}", VALUE_TYPE: OTHER } ] }
        """;

    private static async Task<Workspace> PreparedAsync(string? chaos = null, int leads = 200)
    {
        var here = await Workspace.WithPortalAsync(leads, chaos);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test:\n    url: {here.Portal!.WebhookUrl}\n    seedable: true\n"
        );
        here.Write("manifests/all.yml", Manifest);
        return here;
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{process.Id}"]);
        await kill.WaitForExitAsync();
    }

    private static async Task SaidAsync(StreamReader reader, string text)
    {
        while (await reader.ReadLineAsync() is { } line && !line.Contains(text, StringComparison.Ordinal))
        {
            // Until it is said.
        }
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public async Task I_can_stop_a_run_in_a_long_pause_and_go_on_later(string signal)
    {
        await using var here = await PreparedAsync("ban:crm.lead.update@9");
        using var process = here.Start("apply", "--yes");
        await SaidAsync(process.StandardError, "paused until");

        await SignalAsync(process, signal);

        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130), output);
        Assert.That(output, Does.Contain("Not done: ").And.Not.Contain("Unknown"));
        Assert.That(output.TrimEnd().Split('\n')[^1], Does.StartWith("Continue with: leadops resume "));
    }

    [TestCase("plan")]
    [TestCase("apply --yes")]
    [TestCase("export")]
    public async Task Waiting_before_a_run_is_shown_as_well(string command)
    {
        await using var here = await PreparedAsync("ban:batch@1");
        using var process = here.Start(command.Split(' '));

        await SaidAsync(process.StandardError, "paused until");
        await SignalAsync(process, "INT");

        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.EqualTo(130));
    }

    [Test]
    public async Task A_killed_run_keeps_its_lock_until_it_is_resumed_or_taken_over()
    {
        await using var here = await PreparedAsync("slow:0.2s@*");
        using var process = here.Start("apply", "--yes");
        await SaidAsync(process.StandardError, " of ");
        await SignalAsync(process, "KILL");
        await process.WaitForExitAsync();

        var other = await here.RunAsync("apply", "--yes");
        var resumed = await here.RunAsync("resume", "latest");
        var again = await here.RunAsync("apply", "--yes");

        Assert.That(
            (other.ExitCode, resumed.ExitCode, again.ExitCode),
            Is.EqualTo((5, 0, 0)),
            other.Errors + resumed.Errors + again.Errors
        );
        Assert.That(
            other.Errors,
            Does.Contain(Environment.UserName)
                .And.Contain(Environment.MachineName)
                .And.Contain($"process {process.Id}")
                .And.Contain("heartbeat")
                .And.Contain("--take-over")
        );
    }

    [Test]
    public async Task Events_come_while_the_run_goes_on()
    {
        await using var here = await PreparedAsync("slow:0.2s@*");
        using var process = here.Start("apply", "--yes", "--output", "ndjson");

        var started = JsonNode.Parse((await process.StandardOutput.ReadLineAsync())!)!;
        var isStillRunning = !process.HasExited;
        var rest = (await process.StandardOutput.ReadToEndAsync())
            .TrimEnd()
            .Split('\n')
            .Select(line => JsonNode.Parse(line)!)
            .ToList();
        await process.WaitForExitAsync();

        Assert.That(
            ((string?)started["event"], (int)started["total"]!, isStillRunning),
            Is.EqualTo(("started", 200, true))
        );
        Assert.That(
            rest.Count(line => (string?)line["event"] == "lead" && (string?)line["verdict"] == "applied"),
            Is.EqualTo(200)
        );
        Assert.That(
            ((string?)rest[^1]["event"], (string?)rest[^1]["outcome"], (int)rest[^1]["summary"]!["applied"]!),
            Is.EqualTo(("finished", "succeeded", 200))
        );
    }

    [TestCase("overload@9", 1, "interrupted")]
    [TestCase("overload@1", 1, null)]
    [TestCase("refuse:id=17@*", 4, "partly")]
    public async Task A_machine_gets_one_document_however_the_run_ends(string chaos, int exitCode, string? outcome)
    {
        await using var here = await PreparedAsync(chaos);

        var run = await here.RunAsync("apply", "--yes", "--output", "json", "--report", "r.json");

        var document = JsonNode.Parse(run.Output)!;
        Assert.That((run.ExitCode, (string?)document["outcome"]), Is.EqualTo((exitCode, outcome)), run.Errors);
        Assert.That(outcome is null ? (int)document["error"]!["exitCode"]! : exitCode, Is.EqualTo(exitCode));
        Assert.That(File.Exists(Path.Combine(here.Folder, "r.json")), Is.EqualTo(outcome is not null));
    }

    [Test]
    public async Task A_refusal_is_a_document_too()
    {
        await using var here = await PreparedAsync();

        var refused = await here.RunAsync("apply", "--output", "json");
        var unknown = await here.RunAsync("show", "../x", "--output", "json");

        Assert.That((int)JsonNode.Parse(refused.Output)!["error"]!["exitCode"]!, Is.EqualTo(5));
        Assert.That((int)JsonNode.Parse(unknown.Output)!["error"]!["exitCode"]!, Is.EqualTo(3));
        Assert.That(refused.Errors, Does.Contain("--yes"));
    }

    [Test]
    public async Task Failed_leads_are_retried_and_only_they()
    {
        await using var here = await PreparedAsync("refuse:id=17@5");
        var run = await here.RunAsync("apply", "--yes");
        var nothing = await here.RunAsync("resume", "latest");
        var requests = JsonNode.Parse(await here.ControlAsync("log"))!.AsArray().Count;

        // The portal refuses this lead as long as it runs.
        var retried = await here.RunAsync("retry", "latest", "--output", "json");

        Assert.That((run.ExitCode, nothing.ExitCode, retried.ExitCode), Is.EqualTo((4, 4, 4)));
        Assert.That(run.Output, Does.Contain("Failed: 1 of 200").And.Contain("leadops retry"));
        Assert.That((int)JsonNode.Parse(retried.Output)!["summary"]!["failed"]!, Is.EqualTo(1));
        Assert.That(JsonNode.Parse(await here.ControlAsync("log"))!.AsArray(), Has.Count.EqualTo(requests));
    }

    [Test]
    public async Task A_canary_ends_well_and_resume_does_the_rest()
    {
        await using var here = await PreparedAsync();

        var canary = await here.RunAsync("apply", "--yes", "--first", "3");
        var rest = await here.RunAsync("resume", "latest");
        var history = JsonNode.Parse((await here.RunAsync("history", "--output", "json")).Output)!;

        Assert.That((canary.ExitCode, rest.ExitCode), Is.EqualTo((0, 0)), canary.Errors + rest.Errors);
        Assert.That(
            canary.Output,
            Does.Contain("paused. 3 applied, 197 skipped").And.Contain("leadops resume").And.Not.Contain("interrupted")
        );
        Assert.That((string?)history["runs"]!.AsArray().Single()!["outcome"], Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task A_portal_without_runs_names_those_that_have_some()
    {
        await using var here = await PreparedAsync();
        await here.RunAsync("apply", "--yes");
        here.Write(
            "leadops.yml",
            $"defaultPortal: mine\nportals:\n  mine: {{ embedded: true }}\n  test: {{ url: '{here.Portal!.WebhookUrl}' }}\n"
        );

        var none = await here.RunAsync("history");
        var one = await here.RunAsync("history", "--portal", "test");

        Assert.That(
            none.Output,
            Does.Contain("No run on local.embedded yet")
                .And.Contain($"1 run on {here.Portal.BaseUrl.Authority}")
                .And.Contain("--portal")
        );
        Assert.That((none.ExitCode, one.Output.TrimEnd().Split('\n').Length), Is.EqualTo((0, 3)));
    }

    [TestCase("resume", "Nothing to resume")]
    [TestCase("retry", "Nothing to retry")]
    public async Task Going_on_with_a_run_that_is_over_says_so_sends_nothing_and_leaves_its_record_alone(
        string command,
        string said
    )
    {
        await using var here = await PreparedAsync();
        await here.RunAsync("apply", "--yes");
        var record = await here.RunAsync("show", "latest", "--output", "json");
        var requests = await here.ControlAsync("requests");

        var again = await here.RunAsync(command, "latest", "--output", "json");

        Assert.That((again.ExitCode, again.Output), Is.EqualTo((0, record.Output)), again.Errors);
        Assert.That(again.Errors, Does.Contain(said));
        Assert.That(await here.ControlAsync("requests"), Is.EqualTo(requests));
        Assert.That((await here.RunAsync("show", "latest", "--output", "json")).Output, Is.EqualTo(record.Output));
    }

    [Test]
    public async Task A_rollback_that_left_edited_leads_alone_is_no_plain_success()
    {
        await using var here = await PreparedAsync();
        await here.RunAsync("apply", "--yes");
        await here.ControlAsync("edit", "&id=7&fields[SOURCE_DESCRIPTION]=mine");

        var undone = await here.RunAsync("rollback", "latest", "--yes", "--report", "r.json");
        var history = JsonNode.Parse((await here.RunAsync("history", "--output", "json")).Output)!;

        Assert.That(
            (undone.ExitCode, (string?)history["runs"]![0]!["outcome"]),
            Is.EqualTo((4, "partly")),
            undone.Errors
        );
        Assert.That(undone.Output, Does.Contain("Left alone: 1 ").And.Not.Contain("succeeded"));
        Assert.That(
            (int)JsonNode.Parse(File.ReadAllText(Path.Combine(here.Folder, "r.json")))!["leftAlone"]!,
            Is.EqualTo(1)
        );
    }

    [Test]
    public async Task A_manifest_for_one_time_tells_which_run_it_was_and_refuses_an_older_plan()
    {
        await using var here = await PreparedAsync();
        here.Write(
            "manifests/all.yml",
            Manifest.Replace("name: all", "name: all\nonce: true", StringComparison.Ordinal)
        );
        await here.RunAsync("plan", "--out", "old.plan");
        await here.RunAsync("apply", "--yes");
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(here.Folder, ".leadops", "runs")).Single());

        var again = await here.RunAsync("apply", "--yes");
        var old = await here.RunAsync("apply", "old.plan");

        Assert.That((again.ExitCode, old.ExitCode), Is.EqualTo((0, 5)), again.Errors + old.Errors);
        Assert.That(again.Output, Does.Contain($"already applied by the run {run}"));
        Assert.That(
            old.Errors,
            Does.Contain("once: true")
                .And.Contain(run)
                .And.Contain("200 to update")
                .And.Contain(here.Portal!.BaseUrl.Authority)
        );
    }

    /// <summary>No file may grow: what cannot be noted is not sent.</summary>
    [Test]
    [Platform(Include = "Linux")]
    public async Task A_full_disk_stops_the_run_before_anything_is_sent()
    {
        await using var here = await PreparedAsync(leads: 150);
        var start = new ProcessStartInfo(
            "bash",
            [
                "-c",
                "trap '' XFSZ; ulimit -f 110; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$0\" apply --yes",
                Path.Combine(AppContext.BaseDirectory, "leadops.dll"),
            ]
        )
        {
            WorkingDirectory = here.Folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["XDG_STATE_HOME"] = Path.Combine(here.Folder, "state");
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        var resumed = await here.RunAsync("resume", "latest");

        var written = JsonNode.Parse(await here.ControlAsync("log"))!.AsArray();
        Assert.That(process.ExitCode, Is.EqualTo(1), await errors);
        Assert.That(await errors, Does.Contain("journal.db"));
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        Assert.That(
            written.CountBy(entry => entry!["id"]!.ToString()).Select(pair => pair.Value).ToList(),
            Has.Count.EqualTo(150).And.All.EqualTo(1)
        );
    }

    [TestCase("json")]
    [TestCase("ndjson")]
    [Platform(Include = "Linux")]
    public async Task A_run_whose_output_cannot_be_written_goes_on_to_its_end(string format)
    {
        await using var here = await PreparedAsync();

        var run = await here.ShellAsync($"dotnet $0 apply --yes --output {format} > /dev/full 2> /dev/full");
        var shown = await here.RunAsync("show", "latest", "--output", "json");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That((string?)JsonNode.Parse(shown.Output)!["outcome"], Is.EqualTo("succeeded"));
    }

    [Test]
    public async Task The_command_to_go_on_works_as_printed_whatever_the_default_portal_is()
    {
        await using var here = await PreparedAsync();
        here.Write(
            "leadops.yml",
            $"defaultPortal: mine\nlimits: {{ maxPercent: 100 }}\nportals:\n  mine: {{ embedded: true }}\n  test: {{ url: '{here.Portal!.WebhookUrl}' }}\n"
        );

        var canary = await here.RunAsync("apply", "--yes", "--first", "3", "--portal", "test");
        var rest = await here.RunAsync(canary.Output.TrimEnd().Split("leadops ")[^1].Split(' '));
        var undone = await here.RunAsync("rollback", "latest", "--yes", "--portal", "test");

        Assert.That((rest.ExitCode, undone.ExitCode), Is.EqualTo((0, 0)), rest.Errors + undone.Errors);
        Assert.That(undone.Output, Does.Contain("200 applied"));
    }

    [Test]
    public async Task Embedded_portals_of_two_projects_have_nothing_in_common()
    {
        await using var here = await PreparedAsync();
        here.Write("other/leadops.yml", "portals: { mine: { embedded: true } }\n");
        here.Write(
            "other/manifests/m.yml",
            "manifest: 1\nname: m\nchanges:\n  - { name: m, select: { all: true }, set: { OPENED: N } }\n"
        );
        here.Write("leadops.yml", "portals: { mine: { embedded: { seed: 20 } } }\nlimits: { maxPercent: 100 }\n");
        here.Write(".leadops/pause", "");
        using var paused = here.Start("apply", "--yes");
        await SaidAsync(paused.StandardError, "is present");

        var other = await here.ShellAsync("cd other && dotnet $0 apply --yes");
        File.Delete(Path.Combine(here.Folder, ".leadops", "pause"));
        await paused.StandardOutput.ReadToEndAsync();
        await paused.WaitForExitAsync();

        Assert.That((other.ExitCode, paused.ExitCode), Is.EqualTo((0, 0)), other.Errors);
    }
}
