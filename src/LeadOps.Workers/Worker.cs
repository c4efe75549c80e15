using Hangfire;
using LeadOps.Storage.Postgres;

namespace LeadOps.Workers;

/// <summary>Takes portal jobs until it is disposed; jobs at work are then stopped, noted and given back.</summary>
public sealed class Worker : IDisposable
{
    /// <summary>A batch in flight may take a minute.</summary>
    private static readonly TimeSpan Stopping = TimeSpan.FromSeconds(90);

    internal static readonly TimeSpan Beats = TimeSpan.FromSeconds(5);

    private readonly BackgroundJobServer server;

    private Worker(BackgroundJobServer server, JobStorage storage) => (this.server, Storage) = (server, storage);

    internal JobStorage Storage { get; }

    /// <param name="address">The shared state.</param>
    /// <param name="atOnce">Portals at once.</param>
    /// <param name="work">A portal of a rollout; may be asked for twice.</param>
    /// <param name="tell">Where problems are said; secrets are masked there.</param>
    public static Worker Start(
        PostgresAddress address,
        int atOnce,
        Func<string, string, CancellationToken, Task> work,
        Action<string> tell
    )
    {
        JobLog.To(tell);
        var storage = JobTables.Open(address);
        return new Worker(
            new BackgroundJobServer(
                new BackgroundJobServerOptions
                {
                    WorkerCount = atOnce,
                    Activator = new OneJob(new PortalJobs(work, tell)),
                    HeartbeatInterval = Beats,
                    ServerCheckInterval = TimeSpan.FromSeconds(30),
                    ServerTimeout = TimeSpan.FromMinutes(1),
                    SchedulePollingInterval = TimeSpan.FromSeconds(2),
                    StopTimeout = Stopping,
                    ShutdownTimeout = Stopping,
                },
                storage
            ),
            storage
        );
    }

    public void Dispose()
    {
        server.SendStop();
        server.Dispose();
    }

    private sealed class OneJob(PortalJobs jobs) : JobActivator
    {
        public override object ActivateJob(Type jobType) => jobs;
    }
}
