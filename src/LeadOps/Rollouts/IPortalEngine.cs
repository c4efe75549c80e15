namespace LeadOps.Rollouts;

/// <summary>Who carries out portal jobs: this process, or workers on any machine.</summary>
public interface IPortalEngine : IAsyncDisposable
{
    /// <summary>These portals are approved. Saying so twice does no harm.</summary>
    void Begin(string rollout, IReadOnlyList<string> portals);

    /// <summary>Returns when something may have changed.</summary>
    Task WaitAsync(string rollout, CancellationToken cancellationToken);
}
