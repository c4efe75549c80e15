namespace LeadOps.Storage;

/// <summary>Whether a lease that was left behind may be taken.</summary>
public enum TakeOver
{
    Never,

    /// <summary>When its process is gone: a crashed run is resumed without another word.</summary>
    WhenGone,

    /// <summary>`--take-over`: also when its heartbeat is older than a minute.</summary>
    WhenStale,
}

/// <summary>Who holds a portal.</summary>
/// <param name="Run">The run that sends; null when none has begun yet.</param>
/// <param name="Elsewhere">The state that knows this run, when it is not this one.</param>
/// <param name="IsGone">The process has certainly ended.</param>
/// <param name="IsStale">It has ended, or its heartbeat is older than a minute.</param>
public sealed record LeaseHolder(
    Operator By,
    DateTimeOffset Heartbeat,
    string? Run,
    string? Elsewhere,
    bool IsGone,
    bool IsStale
);

/// <summary>One run per portal, for all that share the store.</summary>
public interface ILeaseStore
{
    LeaseHolder? Holder(string portal);

    /// <summary>Refuses while somebody else holds the portal.</summary>
    /// <param name="portal">Its host.</param>
    /// <param name="takeOver">How far the user wants to go.</param>
    /// <param name="portalFlag">What a command needs to mean this portal.</param>
    ILease Take(string portal, TakeOver takeOver, string portalFlag = "");
}

/// <summary>The right to write to one portal. It is renewed by itself; disposing gives it back.</summary>
public interface ILease : IDisposable
{
    /// <summary>Cancelled when another process has taken over.</summary>
    CancellationToken Lost { get; }

    /// <summary>A run is about to send: from now on the lease is not harmless when it is left behind.</summary>
    void Begin(string run);

    /// <summary>Before a write: throws when this process may not be the holder any more.</summary>
    void Confirm();
}
