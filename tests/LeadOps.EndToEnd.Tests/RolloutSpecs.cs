using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>One intent over many portals, inside one process.</summary>
internal sealed class RolloutSpecs
{
    private static readonly string[] WithThreeBad = ["a1", "a2", "blocked", "broken", "guarded", "z1"];

    private static string[] Start(params string[] more) =>
        ["rollout", "start", "--portals", "client", "--yes", .. more];

    private static JsonNode Report(Ran ran) => JsonNode.Parse(ran.Output)!;

    private static Dictionary<string, string> States(JsonNode report) =>
        report["portals"]!
            .AsArray()
            .ToDictionary(portal => (string)portal!["portal"]!, portal => (string)portal!["state"]!);

    [Test]
    public async Task Waves_follow_each_other_and_every_portal_has_a_run_and_a_report()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "a3", "a4"]);

        var ran = await park.Here.RunAsync(Start("--waves", "1,50%,100%", "--output", "json", "--report", "r.html"));
        var again = await park.Here.RunAsync(Start("--output", "json"));

        Assert.That(ran.ExitCode, Is.Zero, ran.Errors);
        var report = Report(ran);
        Assert.That((string?)report["outcome"], Is.EqualTo("succeeded"));
        Assert.That(
            report["portals"]!.AsArray().Select(portal => (int)portal!["wave"]!),
            Is.EqualTo(new[] { 1, 2, 3, 3 })
        );
        Assert.That((int)report["summary"]!["leads"]!["applied"]!, Is.EqualTo(4 * PortalPark.Leads));
        Assert.That(ran.Errors, Does.Match("(?s)Wave 1 of 3.*a1: succeeded.*Wave 2 of 3.*a2: succeeded.*Wave 3 of 3"));
        foreach (var portal in report["portals"]!.AsArray())
        {
            Assert.That(await park.PhonesAsync((string)portal!["portal"]!), Is.All.EqualTo(1));
            Assert.That(
                File.Exists(Path.Combine(park.Here.Folder, ".leadops", "runs", (string)portal["run"]!, "report.json"))
            );
        }

        var folder = Path.Combine(park.Here.Folder, ".leadops", "rollouts", (string)report["rollout"]!);
        Assert.That(
            Directory.GetFiles(folder).Select(Path.GetFileName),
            Is.EquivalentTo(new[] { "report.json", "report.md", "report.html" })
        );
        Assert.That(File.ReadAllText(Path.Combine(park.Here.Folder, "r.html")), Does.Contain("succeeded"));
        Assert.That((again.ExitCode, (string?)Report(again)["outcome"]), Is.EqualTo((0, "succeeded")));
        Assert.That(await park.PhonesAsync("a1"), Is.All.EqualTo(1), "the second rollout had nothing to do");
    }

    [Test]
    public async Task Over_the_limit_it_stops_names_the_portals_and_goes_on_by_continue()
    {
        await using var park = await PortalPark.OpenAsync(WithThreeBad);

        var stopped = await park.Here.RunAsync(Start("--waves", "2,3,100%", "--output", "json"));
        var first = Report(stopped);
        var id = (string)first["rollout"]!;
        var untouched = await park.PhonesAsync("z1");
        var went = await park.Here.RunAsync(
            "rollout",
            "continue",
            id,
            "--yes",
            "--max-failed-portals",
            "3",
            "--output",
            "json"
        );

        Assert.That((stopped.ExitCode, went.ExitCode), Is.EqualTo((4, 4)), stopped.Errors + went.Errors);
        Assert.That((string?)first["outcome"], Is.EqualTo("stopped"));
        Assert.That((string?)first["nextCommand"], Is.EqualTo($"leadops rollout continue {id}"));
        Assert.That(
            States(first),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["a1"] = "succeeded",
                    ["a2"] = "succeeded",
                    ["blocked"] = "refused",
                    ["broken"] = "waiting",
                    ["guarded"] = "waiting",
                    ["z1"] = "waiting",
                }
            )
        );
        Assert.That(untouched, Is.All.EqualTo(0));
        var last = Report(went);
        Assert.That((string?)last["outcome"], Is.EqualTo("partly"));
        Assert.That(
            States(last),
            Is.SupersetOf(
                new Dictionary<string, string>
                {
                    ["blocked"] = "refused",
                    ["broken"] = "failed",
                    ["guarded"] = "refused",
                    ["z1"] = "succeeded",
                }
            )
        );
        Assert.That((int?)last["portals"]![3]!["exitCode"], Is.EqualTo(6));
        Assert.That(went.Errors + went.Output, Does.Not.Contain("wr0ngwebh00k").And.Contain("--confirm"));
    }

    /// <summary>Who approves sees what is changed, once for all portals, and what portals have to note.</summary>
    [Test]
    public async Task The_plans_of_a_wave_are_shown_together()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "a3", "a4", "blocked", "broken"]);
        park.Here.Write(
            "manifests/stage.yml",
            "manifest: 1\nname: stage\nchanges: [ { name: junk, select: { id: [1, 2, 4] }, set: { STATUS_ID: "
                + "JUNK } } ]\n"
        );

        var ran = await park.Here.RunAsync(Start("--waves", "100%"));
        var status = await park.Here.RunAsync("rollout", "status", "latest", "--output", "markdown");
        var plan = await park.Here.RunAsync("plan", "--portals", "client", "--output", "json");

        Assert.That(ran.Output, Does.Match(@"junk: \d+ to update on 4 portals: STATUS_ID: .* → .*JUNK"));
        Assert.That(ran.Output, Does.Match(@"note: 80 to update on 4 portals: .*SOURCE_DESCRIPTION: \(empty\) → 20 "));
        Assert.That(ran.Output, Does.Match(@"a1, a2, a3 and 2 more: note: STATUS_ID: leads reach a final stage"));
        Assert.That(
            ran.Output,
            Does.Contain("2 portals did not succeed, and `--max-failed-portals` is 0.")
                .And.Contain("to go on without them add `--max-failed-portals 2`")
                .And.Contain("leadops doctor --portal broken")
        );
        Assert.That(
            status.Output,
            Does.Match(@"(?s)fix, stage, waves 100%, .* UTC, .*6 portals: .*\n- broken: failed.*\| portal \| wave \|")
        );
        Assert.That(
            JsonNode.Parse(plan.Output)!["changes"]!.AsArray().Select(change => (string?)change!["change"]),
            Does.Contain("junk").And.Contain("note")
        );
    }

    [Test]
    public async Task What_was_mended_succeeds_on_continue_and_a_protected_portal_wants_its_host()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "blocked", "broken", "guarded"]);
        var before = await park.Here.RunAsync(Start("--waves", "100%", "--max-failed-portals", "9"));
        park.Mend("broken");
        await PortalPark.CallAsync(park.Portals["blocked"], "crm.lead.update?id=3&fields[TITLE]=free");

        var after = await park.Here.RunAsync(
            "rollout",
            "continue",
            "latest",
            "--yes",
            "--confirm",
            park.Portals["guarded"].BaseUrl.Authority,
            "--output",
            "json"
        );

        Assert.That((before.ExitCode, after.ExitCode), Is.EqualTo((4, 0)), after.Errors);
        Assert.That(before.Output, Does.Contain("leadops rollout continue"));
        Assert.That(States(Report(after)).Values, Is.All.EqualTo("succeeded"));
        foreach (var portal in park.Portals.Keys)
        {
            Assert.That(await park.PhonesAsync(portal), Is.All.EqualTo(1), portal);
        }
    }

    [Test]
    public async Task A_rollout_is_taken_back_by_a_rollout()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "a3"]);
        await park.Here.RunAsync(Start());
        var id = (string)
            Report(await park.Here.RunAsync("rollout", "status", "latest", "--output", "json"))["rollout"]!;
        await PortalPark.CallAsync(park.Portals["a2"], "crm.lead.update?id=4&fields[SOURCE_DESCRIPTION]=mine");

        var back = await park.Here.RunAsync("rollout", "rollback", id, "--yes", "--output", "json");
        var list = await park.Here.RunAsync("rollout", "status");

        Assert.That(back.ExitCode, Is.EqualTo(4), "an edited lead keeps its edit: " + back.Errors);
        Assert.That((string?)Report(back)["rollbackOf"], Is.EqualTo(id));
        Assert.That(
            States(Report(back)),
            Is.EquivalentTo(
                new Dictionary<string, string>
                {
                    ["a1"] = "succeeded",
                    ["a2"] = "partly",
                    ["a3"] = "succeeded",
                }
            )
        );
        Assert.That(await park.PhonesAsync("a1"), Is.All.EqualTo(0));
        Assert.That(list.Output, Does.Contain($"rollback of {id}"));
    }

    [Test]
    public async Task Pause_finishes_the_portals_at_work_and_continue_does_the_rest()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "a3", "a4"], chaos: "slow:0.4s@*");
        using var process = park.Here.Start(Start("--waves", "100%", "--concurrency", "1"));
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && (await park.PhonesAsync("a1")).All(count => count == 0))
        {
            await Task.Yield();
        }

        var asked = await park.Here.RunAsync("rollout", "pause", "latest");
        await process.WaitForExitAsync();
        var paused = Report(await park.Here.RunAsync("rollout", "status", "latest", "--output", "json"));
        var went = await park.Here.RunAsync("rollout", "continue", "latest", "--yes", "--output", "json");

        Assert.That((asked.ExitCode, process.ExitCode), Is.EqualTo((0, 0)), await errors);
        Assert.That(await output, Does.Contain("paused").And.Contain("leadops rollout continue"));
        Assert.That(States(paused).Values, Does.Contain("waiting").And.Contain("succeeded"));
        Assert.That(States(Report(went)).Values, Is.All.EqualTo("succeeded"), went.Errors);
        foreach (var portal in park.Portals.Keys)
        {
            Assert.That(await park.PhonesAsync(portal), Is.All.EqualTo(1), portal);
        }
    }

    /// <summary>The process that leads dies; its runs go on by their journals.</summary>
    [Test]
    public async Task A_rollout_that_was_killed_goes_on_and_writes_nothing_twice([Values(3, 12, 25)] int requests)
    {
        await using var park = await PortalPark.OpenAsync(["a1", "a2", "a3"], chaos: "slow:0.03s@*");
        var before = await park.RequestsAsync("a2");
        using (var process = park.Here.Start(Start("--waves", "100%")))
        {
            while (!process.HasExited && await park.RequestsAsync("a2") < before + requests)
            {
                await Task.Yield();
            }

            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        var status = await park.Here.RunAsync("rollout", "status", "latest");
        var went = await park.Here.RunAsync("rollout", "continue", "latest", "--yes", "--output", "json");

        Assert.That(status.Output, Does.Contain("interrupted").Or.Contain("succeeded"));
        if (went.ExitCode != 0)
        {
            Assert.That(went.Errors, Does.Contain("so it cannot be continued"), "it was done before the kill");
        }

        foreach (var portal in park.Portals.Keys)
        {
            Assert.That(await park.PhonesAsync(portal), Is.All.EqualTo(1), portal + went.Errors);
        }
    }

    [Test]
    public async Task An_aborted_rollout_does_not_go_on_and_a_changed_manifest_is_refused()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "blocked", "z1"]);
        await park.Here.RunAsync(Start("--waves", "2,100%"));
        var manifest = File.ReadAllText(Path.Combine(park.Here.Folder, "manifests", "fix.yml"));
        park.Here.Write("manifests/fix.yml", manifest.Replace("seen", "met", StringComparison.Ordinal));

        var changed = await park.Here.RunAsync("rollout", "continue", "latest", "--yes");
        park.Here.Write("manifests/fix.yml", manifest);
        var aborted = await park.Here.RunAsync("rollout", "abort", "latest");
        var went = await park.Here.RunAsync("rollout", "continue", "latest", "--yes");

        Assert.That((changed.ExitCode, aborted.ExitCode, went.ExitCode), Is.EqualTo((5, 0, 5)), aborted.Errors);
        Assert.That(changed.Errors, Does.Contain("fix changed"));
        Assert.That(went.Errors, Does.Contain("aborted"));
        Assert.That(await park.PhonesAsync("z1"), Is.All.EqualTo(0));
    }

    [Test]
    public async Task Old_rollouts_go_with_their_runs()
    {
        await using var park = await PortalPark.OpenAsync(["a1"]);
        await park.Here.RunAsync(Start());

        var kept = await park.Here.RunAsync("state", "prune", "--older-than", "1d");
        var gone = await park.Here.RunAsync("state", "prune", "--older-than", "0d");
        var status = await park.Here.RunAsync("rollout", "status");

        Assert.That(kept.Output, Does.StartWith("0 runs, 0 rollouts"), kept.Errors);
        Assert.That(gone.Output, Does.StartWith("1 run, 1 rollout and"), gone.Errors);
        Assert.That(status.Output, Does.Contain("0 rollouts."));
        Assert.That(Directory.GetDirectories(Path.Combine(park.Here.Folder, ".leadops", "rollouts")), Is.Empty);
    }
}
