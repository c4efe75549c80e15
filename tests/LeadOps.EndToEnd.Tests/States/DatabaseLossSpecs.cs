using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests.States;

/// <summary>
/// The database dies as when the power fails (`pg_ctl stop -m immediate`) and comes back, in the middle of a run.
/// </summary>
internal sealed class DatabaseLossSpecs
{
    private const int Leads = 400;
    private const int Creates = 200;
    private const int Deaths = 5;

    /// <summary>It is back before anybody gives up, five times in a run of additions and creates.</summary>
    [Test]
    public async Task A_database_that_comes_back_at_once_costs_nothing_but_time(
        [ValueSource(typeof(Seeds), nameof(Seeds.Few))] int seed
    )
    {
        using var server = OwnServer();
        await using var scene = await RunScene.SharedAsync(server, Leads, "slow:0.1s@*", creates: Creates);
        var random = new Random(seed);
        using var process = scene.One.Start("apply", "--yes");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        var deaths = 0;
        var next = random.Next(4, 10);
        while (deaths < Deaths && await scene.UntilAsync(process, next))
        {
            server.StopAtOnce();
            server.StartAgain();
            deaths++;
            next = await scene.RequestsAsync() + random.Next(0, 3);
        }

        await process.WaitForExitAsync();
        await output;
        TestContext.Out.WriteLine($"seed {seed}: {deaths} deaths, exit code {process.ExitCode}");
        if (process.ExitCode != 0)
        {
            var resumed = await scene.FinishAsync("apply", "--take-over");
            Assert.That(resumed.ExitCode, Is.Zero, await errors + resumed.Errors);
        }

        await scene.AssertOnceAsync("apply", Creates);
    }

    /// <summary>It stays away: the run ends with the command that goes on, and that command goes on.</summary>
    [Test]
    public async Task A_database_that_stays_away_interrupts_the_run(
        [ValueSource(typeof(Seeds), nameof(Seeds.Few))] int seed
    )
    {
        using var server = OwnServer();
        await using var scene = await RunScene.SharedAsync(server, Leads, "slow:0.05s@*", creates: Creates);
        using var process = scene.One.Start("apply", "--yes");
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());

        if (await scene.UntilAsync(process, new Random(seed).Next(4, 16)))
        {
            server.StopAtOnce();
            await process.WaitForExitAsync();
            server.StartAgain();
        }

        await output;
        if (process.ExitCode != 0)
        {
            Assert.That(await errors, Does.Contain("cannot be reached"));
            var resumed = await scene.FinishAsync("apply", "--take-over");
            Assert.That(resumed.ExitCode, Is.Zero, resumed.Errors);
        }

        await scene.AssertOnceAsync("apply", Creates);
    }

    private static PostgresServer OwnServer()
    {
        var server = PostgresServer.OfOnesOwn();
        Assume.That(server.IsOurs, "the server that is named may not be stopped");
        return server;
    }
}
