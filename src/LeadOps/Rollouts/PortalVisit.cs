using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Rollouts;

/// <summary>A portal of a rollout while it is open.</summary>
/// <param name="IsProtected">It wants its host typed.</param>
public sealed record PortalVisit(
    string Host,
    bool IsProtected,
    IState State,
    Pipeline Pipeline,
    RunArchive Archive,
    IAsyncDisposable Held
) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Held.DisposeAsync();
}

/// <summary>From a portal's name to the portal. Addresses and secrets are known behind it alone.</summary>
public interface IPortalDoors
{
    Task<PortalVisit> OpenAsync(string portal, CancellationToken cancellationToken);
}
