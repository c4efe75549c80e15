namespace LeadOps.Portal;

/// <summary>
/// Sends writes, with reads among them. Exactly one request per call of this method unless the portal certainly did
/// nothing; a lost answer comes back as <see cref="CallUnknown"/> and is for the caller to settle.
/// </summary>
public sealed class PortalWriter
{
    private readonly PortalSession session;

    internal PortalWriter(PortalSession session) => this.session = session;

    public Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls,
        CancellationToken cancellationToken
    ) => SendAsync(calls, new Sending(), cancellationToken);

    public Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        if (calls.Count > PortalWire.BatchSize)
        {
            throw new ArgumentException("a batch holds at most 50 calls", nameof(calls));
        }

        if (calls.Count > 1 && calls.FirstOrDefault(call => call.NeedsDirect) is { } unfit)
        {
            throw new ArgumentException($"a batch would change this call of {unfit.Method}", nameof(calls));
        }

        return session.SendAsync(PortalRequest.Write(calls), sending, cancellationToken);
    }
}
