using System.Diagnostics;
using System.Globalization;
using LeadOps.LocalPortal;
using LeadOps.Tests.Shared;

namespace LeadOps.EndToEnd.Tests;

/// <summary>
/// Portals with 100 leads each on `standard`: 12, or as many as LEADOPS_TEST_PORTALS says. The figures of 200 stand
/// in docs/scale.md.
/// </summary>
internal sealed class ScaleSpecs
{
    private const int LeadsEach = 100;

    private static readonly int Portals = int.Parse(
        Environment.GetEnvironmentVariable("LEADOPS_TEST_PORTALS") ?? "12",
        CultureInfo.InvariantCulture
    );

    private static Task<PortalPark> ParkAsync(string state) =>
        PortalPark.OpenAsync([.. Names(Portals)], state, leads: LeadsEach, tariff: PortalTariff.Standard);

    [Test]
    public async Task Many_portals_lose_a_worker_and_the_database_and_all_is_written_once()
    {
        using var server = PostgresServer.OfOnesOwn();
        Assume.That(server.IsOurs, "the server that is named may not be stopped");
        var schema = server.NewSchema();
        await using var park = await ParkAsync($"state: {{ postgres: \"{server.Address}\", schema: {schema} }}");
        var workers = Enumerable.Range(0, 3).Select(_ => park.Here.Start("worker", "--concurrency", "4")).ToList();
        workers.ForEach(worker => _ = worker.StandardError.ReadToEndAsync());
        await Task.WhenAll(workers.Select(worker => worker.StandardOutput.ReadLineAsync()));
        var watch = Stopwatch.StartNew();
        using var rollout = Rollout(park);
        var (output, errors) = (rollout.StandardOutput.ReadToEndAsync(), rollout.StandardError.ReadToEndAsync());

        await ReachedAsync(server, schema, rollout, Portals / 4);
        workers[0].Kill(entireProcessTree: true);
        await ReachedAsync(server, schema, rollout, Portals / 2);
        server.StopAtOnce();
        server.StartAgain();
        await rollout.WaitForExitAsync();
        workers.ForEach(worker => worker.Kill(entireProcessTree: true));

        Assert.That(rollout.ExitCode, Is.Zero, await output + await errors);
        await AssertOnceAsync(park, watch.Elapsed);
    }

    [Test]
    public async Task Many_portals_in_one_process_without_a_database_are_written_once()
    {
        await using var park = await ParkAsync("state: local");
        var watch = Stopwatch.StartNew();
        using var rollout = Rollout(park);
        var (output, errors) = (rollout.StandardOutput.ReadToEndAsync(), rollout.StandardError.ReadToEndAsync());
        await rollout.WaitForExitAsync();

        Assert.That(rollout.ExitCode, Is.Zero, await output + await errors);
        await AssertOnceAsync(park, watch.Elapsed);
    }

    /// <summary>One does not answer, one is protected, one has a lead that must stay; the others go on.</summary>
    [Test]
    public async Task Three_portals_out_of_order_do_not_hold_the_others([Values(0, 2)] int workers)
    {
        var state =
            workers == 0
                ? "local"
                : $"{{ postgres: \"{PostgresServer.Shared.Address}\", schema: {PostgresServer.Shared.NewSchema()} }}";
        await using var park = await PortalPark.OpenAsync(
            ["blocked", "broken", "guarded", .. Names(Portals - 3)],
            $"state: {state}",
            leads: 5
        );
        await using var first = await Workers.StartAsync(park, workers);
        var good = park.Portals.Keys.Where(name => name.StartsWith('k')).ToList();

        var began = await park.Here.RunAsync(
            "rollout",
            "start",
            "--portals",
            "client",
            "--yes",
            "--max-failed-portals",
            "3"
        );
        var written = await PhonesAsync(park, good);
        park.Mend("broken");
        await first.DisposeAsync();
        await using var second = await Workers.StartAsync(park, workers);
        var went = await park.Here.RunAsync("rollout", "continue", "latest", "--yes");
        var mended = await PhonesAsync(park, [.. good, "broken"]);
        var aborted = await park.Here.RunAsync("rollout", "abort", "latest");
        var back = await park.Here.RunAsync("rollout", "rollback", "latest", "--yes");

        Assert.That(
            (began.ExitCode, went.ExitCode, aborted.ExitCode, back.ExitCode),
            Is.EqualTo((4, 4, 0, 0)),
            began.Errors + went.Errors + back.Errors
        );
        Assert.That(began.Output, Does.Contain($"{Portals} portals: {Portals - 3} succeeded, 2 refused, 1 failed."));
        Assert.That(went.Output, Does.Contain($"{Portals} portals: {Portals - 2} succeeded, 2 refused."));
        Assert.That(back.Output, Does.Contain($"{Portals - 2} portals: {Portals - 2} succeeded."));
        Assert.That(written.Concat(mended), Is.All.EqualTo(1));
        Assert.That(await PhonesAsync(park, park.Portals.Keys), Is.All.Zero);
    }

    /// <summary>They read leadops.yml once, so that a new webhook wants new workers.</summary>
    private sealed class Workers(IReadOnlyList<Process> processes) : IAsyncDisposable
    {
        public static async Task<Workers> StartAsync(PortalPark park, int count)
        {
            var processes = Enumerable.Range(0, count).Select(_ => park.Here.Start("worker")).ToList();
            processes.ForEach(worker => _ = worker.StandardError.ReadToEndAsync());
            await Task.WhenAll(processes.Select(worker => worker.StandardOutput.ReadLineAsync()));
            return new Workers(processes);
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var worker in processes)
            {
                worker.Kill(entireProcessTree: true);
                await worker.WaitForExitAsync();
            }
        }
    }

    private static async Task<IReadOnlyList<int>> PhonesAsync(PortalPark park, IEnumerable<string> portals) =>
        [.. (await Task.WhenAll(portals.Select(park.PhonesAsync))).SelectMany(phones => phones)];

    private static IEnumerable<string> Names(int portals) =>
        Enumerable.Range(1, portals).Select(number => number.ToString("'k'000", CultureInfo.InvariantCulture));

    private static Process Rollout(PortalPark park) =>
        park.Here.Start("rollout", "start", "--portals", "client", "--yes", "--waves", "100%");

    /// <summary>So many portals are done.</summary>
    private static async Task ReachedAsync(PostgresServer server, string schema, Process rollout, int portals)
    {
        while (
            !rollout.HasExited
            && (
                server.Ask($"SELECT to_regclass('{schema}.rollout_portal')::text") is not string
                || (int)server.Ask($"SELECT COUNT(*)::int FROM {schema}.rollout_portal WHERE state = 'Succeeded'")!
                    < portals
            )
        )
        {
            await Task.Yield();
        }
    }

    /// <summary>Every write adds a phone, so that a second one would show.</summary>
    private static async Task AssertOnceAsync(PortalPark park, TimeSpan took)
    {
        var requests = 0;
        foreach (var portal in park.Portals.Keys)
        {
            requests += await park.RequestsAsync(portal);
            var phones = await park.PhonesAsync(portal);
            Assert.That(phones, Has.Count.EqualTo(LeadsEach).And.All.EqualTo(1), portal);
        }

        await TestContext.Out.WriteLineAsync(
            $"{park.Portals.Count} portals: {took.TotalSeconds:0.0} s, {requests} requests, "
                + $"{(double)requests / park.Portals.Count:0.0} a portal"
        );
    }
}
