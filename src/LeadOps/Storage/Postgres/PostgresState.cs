namespace LeadOps.Storage.Postgres;

/// <summary>The state of all machines that know the address, in one schema of a PostgreSQL database.</summary>
public sealed class PostgresState : IState
{
    private readonly PostgresDatabase database;

    /// <param name="address">Where it is.</param>
    /// <param name="runsFolder">Where this machine keeps its copies of plans, and its reports.</param>
    /// <param name="who">Who works with it.</param>
    /// <param name="clock">For heartbeats.</param>
    public PostgresState(PostgresAddress address, string runsFolder, Operator who, TimeProvider clock)
    {
        Description = address.Description;
        database = new PostgresDatabase(address);
        Runs = new PostgresRuns(database);
        Plans = new PostgresPlans(database, runsFolder);
        Leases = new PostgresLeases(database, who, Description, clock);
        Limits = new PostgresLimits(database);
        Tokens = new PostgresTokens(database);
        Rollouts = new PostgresRollouts(database);
    }

    public string Description { get; }

    public bool IsShared => true;

    public IRunStore Runs { get; }

    public IPlanStore Plans { get; }

    public ILeaseStore Leases { get; }

    public ILimitStore Limits { get; }

    public ITokenStore Tokens { get; }

    public IRolloutStore Rollouts { get; }

    public IJournalStore OpenJournal(RunKey run, ILease? lease) =>
        new PostgresJournal(database, run, lease as PostgresLease);

    /// <summary>An error when runs could be looked at but not made.</summary>
    public void RequireWritable() => database.RequireWritable();

    public void Dispose() => database.Dispose();
}
