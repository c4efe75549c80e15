namespace LeadOps.Portal.Limits;

/// <summary>When the oldest minute of a method leaves the portal's window.</summary>
/// <param name="At">By the portal's clock.</param>
/// <param name="Said">When the portal said so, by the same clock; null when it did not tell.</param>
internal readonly record struct OperatingReset(DateTimeOffset At, DateTimeOffset? Said)
{
    /// <summary>The portal adds up ten minutes.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The clock of this machine may be hours off; it counts only where the portal's is not known.</summary>
    public TimeSpan Remaining(TimeProvider clock)
    {
        var left = At - (Said ?? clock.GetUtcNow());
        return left < TimeSpan.Zero ? TimeSpan.Zero
            : left > Window ? Window
            : left;
    }
}
