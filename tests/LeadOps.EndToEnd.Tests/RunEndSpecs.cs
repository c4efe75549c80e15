using System.Diagnostics;
using System.Text.Json.Nodes;
using static LeadOps.EndToEnd.Tests.StoppedRuns;

namespace LeadOps.EndToEnd.Tests;

/// <summary>How a run ends, and what a person or a machine is told.</summary>
[Platform(Exclude = "Win")]
internal sealed class RunEndSpecs
{
    [TestCase("overload:crm.lead.update@1", 1, "interrupted")]
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
        var misspelt = await here.RunAsync("apply", "--frist", "3", "--output", "json");

        Assert.That((int)JsonNode.Parse(misspelt.Output)!["error"]!["exitCode"]!, Is.EqualTo(3));
        Assert.That((int)JsonNode.Parse(refused.Output)!["error"]!["exitCode"]!, Is.EqualTo(5));
        Assert.That((int)JsonNode.Parse(unknown.Output)!["error"]!["exitCode"]!, Is.EqualTo(3));
        Assert.That(refused.Errors, Does.Contain("--yes"));
    }

    [Test]
    public async Task Failed_leads_are_retried_and_only_they()
    {
        await using var here = await PreparedAsync("refuse:id=17@*");
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
            Does.Contain("paused. 3 applied, 197 skipped")
                .And.Contain("leadops resume")
                .And.Contain("Written: #1, #2, #3.")
                .And.Not.Contain("interrupted")
        );
        Assert.That((string?)history["runs"]!.AsArray().Single()!["outcome"], Is.EqualTo("succeeded"));
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
                Executable.File,
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
}
