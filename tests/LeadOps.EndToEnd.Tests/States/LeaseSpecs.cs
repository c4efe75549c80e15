using System.Diagnostics;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// One writer at a time: whoever comes second waits outside, and whoever lost the lease writes nothing more.
/// </summary>
internal sealed class LeaseSpecs
{
    private const int Leads = 200;

    [Test]
    public async Task Two_machines_at_once_write_one_after_the_other()
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, Leads, "slow:0.02s@*");

        var runs = await Task.WhenAll(scene.One.RunAsync("apply", "--yes"), scene.Two.RunAsync("apply", "--yes"));

        Assert.That(
            runs.Select(run => run.ExitCode).Order(),
            Is.EqualTo(new[] { 0, 5 }),
            runs[0].Errors + runs[1].Errors
        );
        Assert.That(runs.Single(run => run.ExitCode == 5).Errors, Does.Contain("is under way"));
        await scene.AssertOnceAsync("apply");
    }

    /// <summary>
    /// Its lease is aged by hand: nobody waits a minute here. It sleeps in a pause, as by then a real minute would
    /// have made what it was about to send too old.
    /// </summary>
    [Test]
    [Platform(Include = "Linux")]
    public async Task A_holder_that_slept_past_its_lease_writes_nothing_more()
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, Leads);
        scene.One.Write(".leadops/pause", "");
        using var process = scene.One.Start("apply", "--yes");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await PausedAsync(scene, process);

        Signal(process.Id, "STOP");
        MoveAway(scene, asleep: "2 minutes");
        var resumed = await scene.Two.RunAsync("resume", "latest");
        var written = (await scene.LogAsync()).Count;
        File.Delete(Path.Combine(scene.One.Folder, ".leadops", "pause"));
        Signal(process.Id, "CONT");
        await process.WaitForExitAsync();
        await output;

        Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        Assert.That(process.ExitCode, Is.EqualTo(5), await errors);
        Assert.That(await errors, Does.Contain("taken over"));
        Assert.That((await scene.LogAsync()).Count, Is.EqualTo(written));
        await scene.AssertOnceAsync("apply");
    }

    /// <summary>The lease goes by the database's clock, so neither machine takes the other for dead.</summary>
    [Test]
    [Platform(Include = "Linux")]
    public async Task Clocks_ten_minutes_apart_change_nothing(
        [Values(10, -10)] int minutes,
        [Values] bool isHolderWrong
    )
    {
        await using var scene = await RunScene.SharedAsync(PostgresServer.Shared, Leads, "slow:0.2s@*");
        var wrong = $"{WrongClock.Before(scene.One, TimeSpan.FromMinutes(minutes))} exec dotnet $0";
        var (holds, comes) = isHolderWrong ? (wrong, "exec dotnet $0") : ("exec dotnet $0", wrong);
        var holder = scene.One.StartShell($"{holds} apply --yes");
        var (process, output, errors) = await BegunAsync(scene, holder);
        using var _ = process;
        Assert.That(process.HasExited, Is.False, process.HasExited ? await errors : "");
        MoveAway(scene, asleep: "0 minutes");

        // A pause holds the run where it is, however slow the second machine comes.
        scene.One.Write(".leadops/pause", "");
        var second = await scene.Two.ShellAsync($"{comes} apply --yes --take-over");
        var hadEnded = process.HasExited;
        File.Delete(Path.Combine(scene.One.Folder, ".leadops", "pause"));
        await process.WaitForExitAsync();
        await output;

        Assert.That(hadEnded, Is.False, "the second machine came too late to prove anything");
        Assert.That(second.ExitCode, Is.EqualTo(5), second.Output + second.Errors);
        Assert.That(second.Errors, Does.Contain("is under way"));
        Assert.That(process.ExitCode, Is.Zero, await errors);
        await scene.AssertOnceAsync("apply");
    }

    /// <summary>
    /// As if the holder were on another machine, so that its process cannot be looked at, and silent for so long.
    /// </summary>
    private static void MoveAway(RunScene scene, string asleep) =>
        PostgresServer.Shared.Ask(
            $"UPDATE {scene.Schema}.lease SET host = 'elsewhere', "
                + $"heartbeat = heartbeat - interval '{asleep}' RETURNING 1"
        );

    private static async Task PausedAsync(RunScene scene, Process process)
    {
        object? Ask(string sql) => PostgresServer.Shared.Ask(sql);
        while (
            !process.HasExited
            && (
                Ask($"SELECT to_regclass('{scene.Schema}.sample')::text") is not string
                || Ask($"SELECT 1 FROM {scene.Schema}.sample WHERE paused IS NOT NULL") is not int
            )
        )
        {
            await Task.Yield();
        }
    }

    /// <summary>Its first writes are with the portal.</summary>
    private static async Task<(Process Process, Task<string> Output, Task<string> Errors)> BegunAsync(
        RunScene scene,
        Process process
    )
    {
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        while (!process.HasExited && (await scene.LogAsync()).Count == 0)
        {
            await Task.Yield();
        }

        return (process, output, errors);
    }

    private static void Signal(int process, string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process}"]);
        kill.WaitForExit();
    }
}
