namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// A sample of faults at requests of the real executable; every one at every request is tried in process, beside the
/// core. After `resume` the portal is as an undisturbed run leaves it.
/// </summary>
internal sealed class EveryPositionSpecs
{
    /// <summary>Runs, resumes until done, and gives the last exit code with what was printed.</summary>
    private static async Task<Ran> UntilDoneAsync(RunScene scene, string command)
    {
        var run = await scene.One.RunAsync(command, "--yes");
        for (var attempt = 0; attempt < 3 && run.ExitCode != 0; attempt++)
        {
            run = await scene.FinishAsync(command);
        }

        return run;
    }

    [Test]
    public async Task Additions_happen_once(
        [Values("drop-after", "html502", "limit")] string action,
        [Values(6, 9, 11)] int position,
        [Values] StoreKind store
    )
    {
        await using var scene = await RunScene.StartAsync(store, 300, $"{action}@{position}");

        var run = await UntilDoneAsync(scene, "apply");

        Assert.That(run.ExitCode, Is.Zero, run.Output + run.Errors);
        await scene.AssertOnceAsync("apply");
    }

    [Test]
    public async Task Creates_and_deletes_happen_once(
        [Values("drop-after", "cut")] string action,
        [Values(8, 10)] int position,
        [Values] StoreKind store
    )
    {
        await using var scene = await RunScene.StartAsync(store, 0, $"{action}@{position}");

        var seeded = await UntilDoneAsync(scene, "seed");
        await scene.AssertOnceAsync("seed");
        await scene.One.ControlAsync("faults", $"&script={action}@{await scene.RequestsAsync() + position}");
        var unseeded = await UntilDoneAsync(scene, "unseed");

        Assert.That(
            (seeded.ExitCode, unseeded.ExitCode),
            Is.EqualTo((0, 0)),
            seeded.Errors + unseeded.Output + unseeded.Errors
        );
        await scene.AssertOnceAsync("unseed");
    }
}
