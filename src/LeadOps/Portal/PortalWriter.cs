namespace LeadOps.Portal;

/// <summary>Sends writes, each at most once.</summary>
public sealed class PortalWriter
{
    /// <summary>The most calls that one request can carry.</summary>
    public const int MaxCalls = 50;

    /// <summary>
    /// Sends the calls in one request: alone when there is one that needs it, else as a batch in this order. Waits for
    /// the limits first, and repeats only what certainly was not executed. Answers come in the order of the calls.
    /// Cancelling <paramref name="cancellationToken"/> throws only while nothing has been executed and lets a request in
    /// flight finish; <paramref name="hardStop"/> gives that up, too, and the outcome is unknown.
    /// </summary>
    public Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls, bool halt, CancellationToken hardStop, CancellationToken cancellationToken) =>
        throw new NotSupportedException();
}
