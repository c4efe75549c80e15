using LeadOps.Portal.Limits;

namespace LeadOps.Portal;

/// <summary>One run's connection to one portal.</summary>
public sealed class PortalSession : IDisposable
{
    public PortalSession(PortalSettings settings, TimeProvider time, IProgress<PortalEvent>? events = null, int seed = 0)
    {
        Settings = settings;
    }

    public PortalSettings Settings { get; }

    public PortalReader Reader => throw new NotSupportedException();

    public PortalWriter Writer => throw new NotSupportedException();

    public PortalStats Stats => throw new NotSupportedException();

    public ConcurrencyAdvisor Advisor => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
