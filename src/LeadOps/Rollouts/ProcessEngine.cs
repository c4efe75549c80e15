namespace LeadOps.Rollouts;

/// <summary>Portal jobs inside this process, so many at once.</summary>
public sealed class ProcessEngine(PortalJob job, int atOnce, CancellationToken stop) : IPortalEngine
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);

    private readonly SemaphoreSlim places = new(atOnce);
    private readonly List<Task> jobs = [];

    public void Begin(string rollout, IReadOnlyList<string> portals) =>
        jobs.AddRange(portals.Select(portal => WorkAsync(rollout, portal)));

    /// <summary>A job that failed in a way that nobody foresaw ends the command.</summary>
    public async Task WaitAsync(string rollout, CancellationToken cancellationToken)
    {
        await Task.WhenAny([.. jobs, Task.Delay(Look, cancellationToken)]);
        foreach (var ended in jobs.Where(one => one.IsCompleted).ToList())
        {
            jobs.Remove(ended);
            await ended;
        }
    }

    /// <summary>Jobs that were stopped still note where they are.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(jobs).ContinueWith(_ => { }, TaskScheduler.Default);
        places.Dispose();
    }

    private async Task WorkAsync(string rollout, string portal)
    {
        await places.WaitAsync(stop);
        try
        {
            await Task.Run(() => job.RunAsync(rollout, portal, stop), stop);
        }
        finally
        {
            places.Release();
        }
    }
}
