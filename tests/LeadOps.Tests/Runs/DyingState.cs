using LeadOps.Storage;

namespace LeadOps.Tests.Runs;

/// <summary>The process was killed: nothing that stands in a `catch` or `finally` reaches the state any more.</summary>
internal sealed class DiedException : Exception;

/// <summary>A state whose process dies before its n-th write.</summary>
internal sealed class DyingState(IState inner, int lifetime) : IState, IRunStore, IPlanStore, ILeaseStore
{
    private readonly Lock gate = new();
    private int writes;

    /// <summary>How many writes there were.</summary>
    public int Writes => writes;

    public bool IsDead => writes >= lifetime;

    public string Description => inner.Description;

    public bool IsShared => inner.IsShared;

    public IRunStore Runs => this;

    public IPlanStore Plans => this;

    public ILeaseStore Leases => this;

    public ILimitStore Limits => inner.Limits;

    public ITokenStore Tokens => inner.Tokens;

    public IRolloutStore Rollouts => inner.Rollouts;

    public IJournalStore OpenJournal(RunKey run, ILease? lease)
    {
        if (lease is null)
        {
            return inner.OpenJournal(run, null);
        }

        Step();
        return new DyingJournal(this, inner.OpenJournal(run, ((DyingLease)lease).Inner));
    }

    public bool Claim(RunRow run, ILease lease)
    {
        Step();
        return inner.Runs.Claim(run, ((DyingLease)lease).Inner);
    }

    public void Change(RunKey run, RunChange change, ILease lease)
    {
        Step();
        inner.Runs.Change(run, change, ((DyingLease)lease).Inner);
    }

    public void Keep(RunFolder run, string portal)
    {
        Step();
        inner.Plans.Keep(run, portal);
    }

    public ILease Take(string portal, TakeOver takeOver, string portalFlag = "")
    {
        Step();
        return new DyingLease(this, inner.Leases.Take(portal, takeOver, portalFlag));
    }

    public LeaseHolder? Holder(string portal) => inner.Leases.Holder(portal);

    public IReadOnlyList<RunRow> Of(string portal) => inner.Runs.Of(portal);

    public IReadOnlyList<RunRow> OfManifest(string portal, string manifest) => inner.Runs.OfManifest(portal, manifest);

    public IReadOnlyList<(string Portal, int Runs)> Portals() => inner.Runs.Portals();

    public RunRow? Find(RunKey run) => inner.Runs.Find(run);

    public string? UserOf(string portal, string plan) => inner.Runs.UserOf(portal, plan);

    public OnceRow? Once(string portal, string manifest) => inner.Runs.Once(portal, manifest);

    public double? CostOfWrite(string portal) => inner.Runs.CostOfWrite(portal);

    public void Remove(RunKey run) => inner.Runs.Remove(run);

    public string? Of(RunKey run) => inner.Plans.Of(run);

    public IReadOnlyList<string> Unclaimed(string portal) => inner.Plans.Unclaimed(portal);

    public void Store(string portal, string plan, string file) => inner.Plans.Store(portal, plan, file);

    public IReadOnlyList<(string Portal, string Plan)> Stored(string beginning) => inner.Plans.Stored(beginning);

    public string Fetch(string portal, string plan) => inner.Plans.Fetch(portal, plan);

    public IReadOnlyList<(string Portal, string Plan)> StoredBefore(DateTimeOffset moment) =>
        inner.Plans.StoredBefore(moment);

    public void Forget(string portal, string plan) => inner.Plans.Forget(portal, plan);

    public void Dispose() => inner.Dispose();

    private void Step()
    {
        lock (gate)
        {
            if (IsDead)
            {
                throw new DiedException();
            }

            writes++;
        }
    }

    private sealed class DyingLease(DyingState state, ILease inner) : ILease
    {
        public ILease Inner => inner;

        public CancellationToken Lost => inner.Lost;

        public void Begin(string run)
        {
            state.Step();
            inner.Begin(run);
        }

        public void Confirm() => inner.Confirm();

        /// <summary>The dead give nothing back.</summary>
        public void Dispose()
        {
            if (!state.IsDead)
            {
                inner.Dispose();
            }
        }
    }

    private sealed class DyingJournal(DyingState state, IJournalStore inner) : IJournalStore
    {
        public void Record(
            IReadOnlyList<OutcomeRow> outcomes,
            IReadOnlyList<int> intents,
            SampleRow? sample,
            DateTimeOffset at
        )
        {
            state.Step();
            inner.Record(outcomes, intents, sample, at);
        }

        public IReadOnlyList<EntryRow> Page(int after) => inner.Page(after);

        public IReadOnlyList<(string? Verdict, int Lines)> Counts() => inner.Counts();

        public IReadOnlyList<SampleRow> Samples() => inner.Samples();

        public void Dispose() => inner.Dispose();
    }
}
