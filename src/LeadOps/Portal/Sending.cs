namespace LeadOps.Portal;

/// <summary>
/// One request on its way: what may keep it from leaving, and afterwards what is known of it. A request in flight is
/// never given up.
/// </summary>
public sealed class Sending
{
    /// <summary>
    /// After this moment not a byte of the request leaves, wherever it waits; its calls come back as not carried out.
    /// Whoever takes over from a process that sleeps waits longer.
    /// </summary>
    public DateTimeOffset? FreshUntil { get; init; }

    /// <summary>Ends the waiting before the request leaves.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>How long the portal took, without any waiting.</summary>
    public TimeSpan Took { get; internal set; }

    /// <summary>
    /// The portal may have worked longer than we waited, when another one answered in its place or its time is a
    /// rehearsal's.
    /// </summary>
    internal void Worked(TimeSpan time) => Took = time > Took ? time : Took;

    /// <summary>True from the moment the request leaves until an answer proves that the portal did nothing.</summary>
    public bool MayHaveActed { get; internal set; }
}
