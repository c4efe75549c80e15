namespace LeadOps.Portal;

/// <summary>Only a read may be sent again while nobody knows whether the portal carried it out.</summary>
internal enum Purpose
{
    Read,
    Write,
}

/// <summary>How calls travel.</summary>
internal enum Envelope
{
    /// <summary>One call by its own address.</summary>
    Direct,

    /// <summary>Independent calls in one batch.</summary>
    Batch,

    /// <summary>A batch whose calls refer to earlier ones: the first error ends it.</summary>
    Chain,
}

/// <summary>Calls that leave as one HTTP request.</summary>
internal sealed record PortalRequest(IReadOnlyList<PortalCall> Calls, Purpose Purpose, Envelope Envelope)
{
    public string Method => Envelope == Envelope.Direct ? Calls[0].Method : "batch";

    public static PortalRequest Read(params IReadOnlyList<PortalCall> calls) =>
        new(calls, Purpose.Read, EnvelopeOf(calls));

    public static PortalRequest Write(IReadOnlyList<PortalCall> calls) => new(calls, Purpose.Write, EnvelopeOf(calls));

    public static PortalRequest Chain(IReadOnlyList<PortalCall> calls) =>
        new(calls, Purpose.Read, calls.Count == 1 ? Envelope.Direct : Envelope.Chain);

    private static Envelope EnvelopeOf(IReadOnlyList<PortalCall> calls) =>
        calls.Count == 1 ? Envelope.Direct : Envelope.Batch;
}
