namespace LeadOps.Storage.Local;

/// <summary>
/// The state of one folder on one machine: runs and plans beside the project, what concerns the machine (lease, limits,
/// tokens) in a folder that all projects share.
/// </summary>
public sealed class LocalState : IState
{
    private readonly string runsFolder;
    private readonly SqliteStore ledger;
    private readonly SqliteStore limits;

    public LocalState(string runsFolder, string ledgerFile, string machineFolder, Operator who, TimeProvider clock)
    {
        this.runsFolder = runsFolder;
        Description = ledgerFile;
        ledger = new SqliteStore(ledgerFile, LedgerSchema.Versions);
        limits = new SqliteStore(Path.Combine(machineFolder, "limits.db"), LocalLimits.Schema);
        Runs = new LocalRuns(ledger, runsFolder);
        Plans = new LocalPlans(ledger, runsFolder);
        Leases = new LocalLeases(machineFolder, Path.GetFullPath(ledgerFile), who, clock);
        Limits = new LocalLimits(limits, clock);
        Tokens = new LocalTokens(machineFolder, clock);
        Rollouts = new LocalRollouts(ledger);
    }

    /// <summary>All of it in one folder.</summary>
    public static LocalState In(string folder, Operator who, TimeProvider clock) =>
        new(Path.Combine(folder, "runs"), Path.Combine(folder, "ledger.db"), Path.Combine(folder, "state"), who, clock);

    public string Description { get; }

    public bool IsShared => false;

    public IRunStore Runs { get; }

    public IPlanStore Plans { get; }

    public ILeaseStore Leases { get; }

    public ILimitStore Limits { get; }

    public ITokenStore Tokens { get; }

    public IRolloutStore Rollouts { get; }

    public IJournalStore OpenJournal(RunKey run, ILease? lease) =>
        new LocalJournal(new RunFolder(runsFolder, run.Name).Journal, isWritten: lease is not null);

    public void Dispose()
    {
        ledger.Dispose();
        limits.Dispose();
    }
}
