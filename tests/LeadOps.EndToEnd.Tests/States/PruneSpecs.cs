using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>`state prune` and the other commands about the state, as a script reads them.</summary>
internal sealed class PruneSpecs
{
    [Test]
    public async Task A_dry_run_names_what_prune_takes_away_and_takes_nothing([Values] StoreKind store)
    {
        await using var scene = await RunScene.StartAsync(store, 5);
        var one = scene.One;
        await one.RunAsync("apply", "--yes");
        await one.RunAsync("plan", "--store");

        var dry = await one.RunAsync("state", "prune", "--older-than", "0d", "--dry-run");
        var dryJson = await one.RunAsync("state", "prune", "--older-than", "0d", "--dry-run", "--output", "json");
        var json = await one.RunAsync("state", "prune", "--older-than", "0d", "--output", "json");
        var after = await one.RunAsync("state", "prune", "--older-than", "0d");

        Assert.That(
            dry.Output,
            Does.StartWith("1 run, 0 rollouts and 1 stored plan would be taken away.").And.Contain("  1 run, of 20")
        );
        var (would, did) = (JsonNode.Parse(dryJson.Output)!, JsonNode.Parse(json.Output)!);
        Assert.That(((bool)would["dryRun"]!, (bool)did["dryRun"]!), Is.EqualTo((true, false)));
        Assert.That(did["runs"]!.ToJsonString(), Is.EqualTo(would["runs"]!.ToJsonString()));
        Assert.That(did["storedPlans"]!.AsArray(), Has.Count.EqualTo(1));
        Assert.That(after.Output, Does.StartWith("0 runs, 0 rollouts and 0 stored plans taken away."));
    }

    [TestCase("99999999d")]
    [TestCase("36501d")]
    [TestCase("-1d")]
    [TestCase("5w")]
    [TestCase("d")]
    public async Task What_is_no_age_is_refused(string age)
    {
        await using var workspace = Workspace.Empty();

        var ran = await workspace.RunAsync("state", "prune", "--older-than", age);

        Assert.That((ran.ExitCode, ran.Output), Is.EqualTo((3, "")), ran.Errors);
        Assert.That(ran.Errors, Does.Contain($"`--older-than {age}` is not an age"));
    }

    [Test]
    public async Task Each_command_about_the_state_answers_a_script_with_one_document()
    {
        await using var scene = await RunScene.StartAsync(StoreKind.Postgres, 5);

        foreach (var command in new[] { "status", "migrate", "prune --older-than 1d" })
        {
            var json = await scene.One.RunAsync(["state", .. command.Split(' '), "--output", "json"]);
            var html = await scene.One.RunAsync(["state", .. command.Split(' '), "--output", "html"]);

            Assert.That((int)JsonNode.Parse(json.Output)!["formatVersion"]!, Is.EqualTo(1), json.Errors);
            Assert.That((html.ExitCode, html.Output), Is.EqualTo((3, "")), html.Errors);
        }
    }
}
