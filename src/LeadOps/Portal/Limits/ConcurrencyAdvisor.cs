namespace LeadOps.Portal.Limits;

/// <summary>Advises how many requests to keep in flight and how many calls to put into one, from what was measured.</summary>
public sealed class ConcurrencyAdvisor
{
    /// <summary>Requests to keep in flight now.</summary>
    public int Lanes => throw new NotSupportedException();

    /// <summary>Calls to put into one batch now.</summary>
    public int BatchSizeAdvice => throw new NotSupportedException();
}
