namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// The real executable, killed at random moments of a run: `resume` ends where an undisturbed run would. With
/// PostgreSQL another machine resumes: another folder, another state home.
/// </summary>
internal sealed class KillSpecs
{
    private const int Requests = 20;

    /// <summary>
    /// The moment is a number of requests that the portal has taken; the seed makes each case another one.
    /// </summary>
    [Test]
    public async Task A_run_killed_anywhere_and_resumed_writes_nothing_twice(
        [ValueSource(typeof(Seeds), nameof(Seeds.Many))] int seed,
        [Values] StoreKind store
    )
    {
        var command = new[] { "apply", "seed", "unseed" }[seed % 3];
        await using var scene = await RunScene.StartAsync(store, command == "apply" ? 300 : 0, "slow:0.01s@*");
        if (command == "unseed")
        {
            await scene.One.RunAsync("seed", "--yes");
            await scene.One.RunAsync("state", "prune", "--older-than", "0d");
        }

        await scene.KillAsync(command, new Random(seed).Next(3, Requests));
        var resumed = await scene.FinishAsync(command);

        Assert.That(resumed.ExitCode, Is.Zero, resumed.Output + resumed.Errors);
        await scene.AssertOnceAsync(command);
    }
}
