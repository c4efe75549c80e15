using Hangfire;
using LeadOps.Rollouts;
using LeadOps.Storage.Postgres;

namespace LeadOps.Workers;

/// <summary>
/// Portal jobs for all workers that share the state. While none of them lives, this process works itself: a rollout
/// never waits for somebody who is not there.
/// </summary>
public sealed class WorkersEngine(PostgresAddress address, Func<Worker> workHere, Action<string> tell) : IPortalEngine
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly JobStorage storage = JobTables.Open(address);
    private readonly Heartbeats heartbeats = new(TimeProvider.System);
    private Worker? own;

    public void Begin(string rollout, IReadOnlyList<string> portals)
    {
        var client = new BackgroundJobClient(storage);
        foreach (var portal in portals)
        {
            client.Enqueue<PortalJobs>(jobs => jobs.RunAsync(rollout, portal, CancellationToken.None));
        }
    }

    public async Task WaitAsync(string rollout, CancellationToken cancellationToken)
    {
        if (own is null && !AnyWorkerLives())
        {
            tell(
                "No `leadops worker` is running; this process works itself. "
                    + "Workers that are started later share the work."
            );
            own = workHere();
        }

        await Task.Delay(Look, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        own?.Dispose();
        return ValueTask.CompletedTask;
    }

    private bool AnyWorkerLives()
    {
        try
        {
            return heartbeats.AnyLives(
                storage.GetMonitoringApi().Servers().Select(server => (server.Name, server.Heartbeat))
            );
        }
        catch (Exception problem) when (problem is Npgsql.NpgsqlException or BackgroundJobClientException)
        {
            // The database restarts; whoever needs it waits for it.
            return true;
        }
    }
}
