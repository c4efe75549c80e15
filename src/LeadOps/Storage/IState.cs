namespace LeadOps.Storage;

/// <summary>
/// Everything that a run must remember, drawn for several machines. What holds for every store: a method that returns
/// has committed; a commit survives the end of the process and of the store's server; what is read was committed.
/// Rows are plain values: what they mean is decided in <c>Runs/</c> and <c>Portal/</c>. All methods may be called
/// from several threads.
/// </summary>
public interface IState : IDisposable
{
    /// <summary>What to call the store in messages. Never a secret.</summary>
    string Description { get; }

    /// <summary>Other machines see the same runs.</summary>
    bool IsShared { get; }

    IRunStore Runs { get; }

    IPlanStore Plans { get; }

    ILeaseStore Leases { get; }

    ILimitStore Limits { get; }

    ITokenStore Tokens { get; }

    IRolloutStore Rollouts { get; }

    /// <summary>The journal of a run. Without a lease it can only be read.</summary>
    IJournalStore OpenJournal(RunKey run, ILease? lease);
}
