using LeadOps.Storage;

namespace LeadOps.Tests;

public enum StoreKind
{
    Local,
    Postgres,
}

/// <summary>
/// A shared state with the limits of this machine: those of a database go by its clock, which no test can move.
/// </summary>
internal sealed class SharedState(IState shared, IState machine) : IState
{
    public string Description => shared.Description;

    public bool IsShared => shared.IsShared;

    public IRunStore Runs => shared.Runs;

    public IPlanStore Plans => shared.Plans;

    public ILeaseStore Leases => shared.Leases;

    public ILimitStore Limits => machine.Limits;

    public ITokenStore Tokens => shared.Tokens;

    public IRolloutStore Rollouts => shared.Rollouts;

    public IJournalStore OpenJournal(RunKey run, ILease? lease) => shared.OpenJournal(run, lease);

    public void Dispose()
    {
        shared.Dispose();
        machine.Dispose();
    }
}
