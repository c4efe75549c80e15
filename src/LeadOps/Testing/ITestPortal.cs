using LeadOps.Portal;

namespace LeadOps.Testing;

/// <summary>A fresh portal with its own state; disposing removes both.</summary>
public interface ITestPortal : IAsyncDisposable
{
    PortalSession Session { get; }

    Project Project { get; }
}
