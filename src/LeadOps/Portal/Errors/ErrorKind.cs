namespace LeadOps.Portal.Errors;

/// <summary>What the client does about an error.</summary>
public enum ErrorKind
{
    /// <summary>Transient: a read is repeated; the outcome of a write is unknown.</summary>
    Retry,

    /// <summary>Not executed because of a limit: wait, then repeat, writes too.</summary>
    Wait,

    /// <summary>This call failed; others may succeed.</summary>
    Fail,

    /// <summary>No call will succeed until somebody acts: end the run.</summary>
    Stop,
}
