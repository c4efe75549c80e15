using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Limits;

/// <summary>The clock of the portal's server, in its time zone; a fault can put it wrong.</summary>
internal sealed class PortalClock(TimeProvider inner, PortalTime time) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public PortalTime Time { get; } = time;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Skew;

    /// <summary>Now, as the portal writes it.</summary>
    public string Now() => Time.Write(GetUtcNow());
}
