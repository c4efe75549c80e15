namespace LeadOps.Testing;

/// <summary>The time of day of a test: stands still until it is set; delays still take real time.</summary>
internal sealed class TestClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset current = now;

    public void Set(DateTimeOffset moment) => current = moment;

    public override DateTimeOffset GetUtcNow() => current.ToUniversalTime();
}
