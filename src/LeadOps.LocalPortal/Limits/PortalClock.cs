namespace LeadOps.LocalPortal.Limits;

/// <summary>The clock of the portal's server, which a fault can put wrong.</summary>
internal sealed class PortalClock(TimeProvider inner) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Skew;
}
