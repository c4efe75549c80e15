using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>What one machine did, another one knows.</summary>
internal sealed partial class SharedStateSpecs
{
    [Test]
    public async Task What_one_clone_did_is_known_to_the_other()
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, 20, once: true);
        var (one, two) = (scene.One, scene.Two);
        await one.RunAsync("plan", "--out", "a.plan");
        File.Copy(Path.Combine(one.Folder, "a.plan"), Path.Combine(two.Folder, "a.plan"));

        var applied = await one.RunAsync("apply", "a.plan");
        var run = Path.GetFileName(Directory.GetDirectories(Path.Combine(one.Folder, ".leadops", "runs")).Single());
        var again = await two.RunAsync("apply", "--yes");
        var reused = await two.RunAsync("apply", "a.plan");
        var shown = await two.RunAsync("show", run, "--output", "json");
        var history = await two.RunAsync("history");
        var rolledBack = await two.RunAsync("rollback", run, "--yes");

        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That((again.ExitCode, reused.ExitCode), Is.EqualTo((0, 5)), again.Errors + reused.Errors);
        Assert.That(again.Output, Does.Contain("already applied by the run"));
        Assert.That((int)JsonNode.Parse(shown.Output)!["summary"]!["applied"]!, Is.EqualTo(20));
        Assert.That(history.Output, Does.Contain("succeeded"));
        Assert.That(rolledBack.ExitCode, Is.Zero, rolledBack.Errors);
        Assert.That((await scene.LeadsAsync()).Select(RunScene.Phones), Is.All.EqualTo(0));
    }

    [Test]
    public async Task A_rollback_brings_every_lead_back_as_it_was([Values] StoreKind store)
    {
        await using var scene = await RunScene.StartAsync(store, 60);
        var before = Lasting(await scene.LeadsAsync());

        var applied = await scene.One.RunAsync("apply", "--yes");
        var changed = Lasting(await scene.LeadsAsync());
        var rolledBack = await scene.Two.RunAsync("rollback", "latest", "--yes");

        Assert.That((applied.ExitCode, rolledBack.ExitCode), Is.EqualTo((0, 0)), applied.Errors + rolledBack.Errors);
        Assert.That(changed, Is.Not.EqualTo(before));
        Assert.That(Lasting(await scene.LeadsAsync()), Is.EqualTo(before));
    }

    /// <summary>Without the times that every write moves; an unset text and an empty one mean the same.</summary>
    private static string Lasting(JsonArray leads)
    {
        foreach (var lead in leads.Select(lead => lead!.AsObject()))
        {
            new[] { "DATE_MODIFY", "LAST_ACTIVITY_TIME", "MOVED_TIME" }.ToList().ForEach(name => lead.Remove(name));
        }

        return leads.ToJsonString().Replace(":null", ":\"\"", StringComparison.Ordinal);
    }

    [Test]
    public async Task A_stored_plan_is_applied_on_another_machine_by_its_id()
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, 20);
        var (one, two) = (scene.One, scene.Two);

        var planned = await one.RunAsync("plan", "--store", "--output", "json");
        var id = (string)JsonNode.Parse(planned.Output)!["planId"]!;
        var shown = await two.RunAsync("show", id);
        var applied = await two.RunAsync("apply", id[..12]);
        var again = await one.RunAsync("apply", id);

        Assert.That(planned.Errors, Does.Contain($"leadops apply {id}"));
        Assert.That(shown.Output, Does.Contain("SOURCE_DESCRIPTION"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That(again.ExitCode, Is.EqualTo(5), again.Errors);
        await scene.AssertOnceAsync("apply");
    }

    [TestCase("text", "; carry it out with: leadops apply ")]
    [TestCase("markdown", "`; carry it out with `leadops apply ")]
    public async Task A_stored_plan_ends_with_what_to_type(string format, string told)
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "m.yml",
            "manifest: 1\nname: m\nchanges: [ { name: c, select: { id: 1 }, set: { COMMENTS: x } } ]\n"
        );

        var planned = await here.RunAsync("plan", "m.yml", "--store", "--output", format);
        var id = Id().Match(planned.Output.TrimEnd().Split('\n')[^1]).Value;
        var applied = await here.RunAsync("apply", id);

        Assert.That(planned.Output, Does.Contain(told + id).And.Match("Valid until 20[0-9-]+ [0-9:]+ UTC[.]"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
    }

    [Test]
    public async Task An_unknown_plan_id_is_told_as_one()
    {
        await using var here = await Workspace.WithPortalAsync(1);

        var applied = await here.RunAsync("apply", "0123456789abcdef0123456789abcdef");

        Assert.That(applied.ExitCode, Is.EqualTo(3));
        Assert.That(
            applied.Errors,
            Does.Contain("There is no stored plan `0123456789abcdef0123456789abcdef`")
                .And.Contain("leadops plan --store")
        );
    }

    [Test]
    public async Task The_connection_string_is_shown_nowhere()
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, 3);
        var (one, two) = (scene.One, scene.Two);
        two.Write(
            "leadops.yml",
            "state: { postgres: \"postgres://tester:pl4nted@127.0.0.1:1/none\" }\nportals:\n  test:\n "
                + $"   url: {one.Portal!.WebhookUrl}\n"
        );

        var said = new[]
        {
            await one.RunAsync("apply", "--yes", "-v"),
            await one.RunAsync("doctor", "-v"),
            await one.RunAsync("state", "status"),
            await two.RunAsync("apply", "--yes", "-v"),
            await two.RunAsync("doctor", "-v"),
            await two.RunAsync("state", "status", "--output", "json"),
        };

        Assert.That(said.Select(run => run.Output + run.Errors), Has.None.Contains("pl4nted"));
        Assert.That((said[0].ExitCode, said[3].ExitCode), Is.EqualTo((0, 1)), said[3].Errors);
        Assert.That(said[3].Errors, Does.Contain("cannot be reached"));
        Assert.That(said[4].Output, Does.Contain("state").And.Contain("cannot be reached"));
    }

    [Test]
    public async Task A_local_state_moves_to_the_database_and_may_move_again()
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, 20);
        var (one, two) = (scene.One, scene.Two);
        var shared = File.ReadAllText(Path.Combine(one.Folder, "leadops.yml"));
        one.Write(
            "leadops.yml",
            string.Join('\n', shared.Split('\n').Where(line => !line.StartsWith("state", StringComparison.Ordinal)))
        );
        await one.RunAsync("apply", "--yes", "--first", "5");
        one.Write("leadops.yml", shared);

        var first = await one.RunAsync("state", "migrate");
        var second = await one.RunAsync("state", "migrate");
        var resumed = await two.RunAsync("resume", "latest");
        var third = await one.RunAsync("state", "migrate");

        Assert.That(first.Output, Does.StartWith("1 run, 0 rollouts"), first.Errors);
        Assert.That(second.Output, Does.StartWith("0 runs").And.Contain("1 run was there"), second.Errors);
        Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        Assert.That(third.Output, Does.StartWith("0 runs"), third.Errors);
        await scene.AssertOnceAsync("apply");
    }

    /// <summary>A rollout that was stopped, and a plan that waits: another machine goes on with both.</summary>
    [Test]
    public async Task Rollouts_and_stored_plans_move_to_the_database_too()
    {
        await using var park = await PortalPark.OpenAsync(["a1", "blocked", "z1", "z2"]);
        await using var two = Workspace.Empty();
        var one = park.Here;
        await one.RunAsync("rollout", "start", "--portals", "client", "--yes", "--waves", "1,2,100%");
        var planned = await one.RunAsync("plan", "--portal", "z2", "--store");
        var id = Id().Match(planned.Output.TrimEnd().Split('\n')[^1]).Value;
        var shared =
            $"{{ postgres: \"{PostgresServer.Shared.Address}\", schema: {PostgresServer.Shared.NewSchema()} }}";
        foreach (var machine in new[] { one, two })
        {
            machine.Write(
                "leadops.yml",
                park.Config.Replace("state: local", $"state: {shared}", StringComparison.Ordinal)
            );
            machine.Write("manifests/fix.yml", File.ReadAllText(Path.Combine(one.Folder, "manifests", "fix.yml")));
        }

        var moved = await one.RunAsync("state", "migrate");
        var again = await one.RunAsync("state", "migrate");
        var status = await two.RunAsync("rollout", "status", "latest");
        var applied = await two.RunAsync("apply", id);
        var went = await two.RunAsync("rollout", "continue", "latest", "--yes", "--max-failed-portals", "1");
        var third = await one.RunAsync("state", "migrate");

        Assert.That(moved.Output, Does.StartWith("1 run, 1 rollout, 1 stored plan and 0 tokens"), moved.Errors);
        Assert.That(again.Output, Does.StartWith("0 runs, 0 rollouts, 0 stored plans"), again.Errors);
        Assert.That(status.Output, Does.Contain(": stopped").And.Match("a1 +1 +succeeded"));
        Assert.That(applied.ExitCode, Is.Zero, applied.Errors);
        Assert.That(went.Output, Does.Contain("3 succeeded, 1 refused"), went.Errors);
        Assert.That(third.Output, Does.StartWith("0 runs, 0 rollouts, 0 stored plans"), third.Errors);
        Assert.That(await park.PhonesAsync("z1"), Is.All.EqualTo(1));
        Assert.That(await park.PhonesAsync("z2"), Is.All.EqualTo(1));
    }

    [Test]
    public async Task A_manifest_for_one_time_warns_when_a_job_would_forget_it()
    {
        await using var here = await Workspace.WithPortalAsync(3);
        here.Write(
            "manifests/all.yml",
            "manifest: 1\nname: all\nonce: true\nchanges: [ { name: c, select: { all: true }, set: "
                + "{ COMMENTS: x } } ]\n"
        );

        var warned = await here.ShellAsync("CI=true dotnet $0 plan");
        var quiet = await here.ShellAsync("CI= dotnet $0 plan");

        Assert.That(warned.Output + warned.Errors, Does.Contain("state: { postgres"));
        Assert.That(quiet.Output + quiet.Errors, Does.Not.Contain("state: { postgres"));
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
