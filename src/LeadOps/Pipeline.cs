using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Templating;

namespace LeadOps;

/// <summary>What a project remembers, who works on it, and where this machine keeps files of its runs.</summary>
public sealed record Project(IState State, Operator Who, string RunsFolder, string PauseFile)
{
    /// <summary>What a command needs to mean this portal again: nothing, or ` --portal NAME`.</summary>
    public string PortalFlag { get; init; } = "";

    /// <summary>The machine and its files will be gone after this command.</summary>
    public bool IsUnderCi { get; init; }
}

/// <summary>What a run may do and when it must stop.</summary>
public sealed record RunOptions(PlanLimits Limits, bool SkipBlocked, bool TakeOver, int? First)
{
    /// <summary>Create leads although the portal turns them into deals.</summary>
    public bool AllowSimpleMode { get; init; }

    /// <summary>The portal is marked for test data.</summary>
    public bool IsSeedable { get; init; }

    /// <summary>
    /// A person looked at the plan and answered; meanwhile the portal may have moved, so all leads are read again.
    /// </summary>
    public bool WasAsked { get; init; }
}

/// <summary>
/// manifest → template → select → plan → apply → report, in this order; every stage knows only those before it.
/// </summary>
public sealed class Pipeline
{
    private readonly PlanMaker plans;
    private readonly PlanGate gate;
    private readonly RunDriver runs;

    public Pipeline(PortalSession session, Project project, TimeProvider clock, IProgress<PlanStep>? planning = null)
    {
        plans = new PlanMaker(session, project, clock, planning);
        gate = new PlanGate(session, project, clock, plans.FactsAsync);
        runs = new RunDriver(session, project, clock, gate, plans.FactsAsync);
    }

    public Task<PortalFacts> FactsAsync(CancellationToken cancellationToken) => plans.FactsAsync(cancellationToken);

    /// <summary>What templates see that is the same for all leads.</summary>
    public Task<ScopeBuilder> ScopesAsync(
        IReadOnlyDictionary<string, string> environment,
        CancellationToken cancellationToken
    ) => plans.ScopesAsync(environment, cancellationToken);

    public Task<Plan> PlanAsync(PlanRequest request, CancellationToken cancellationToken) =>
        plans.PlanAsync(request, cancellationToken);

    /// <summary>The fixtures' plan: what seeding creates, updates and prunes, or what unseeding deletes.</summary>
    public Task<Plan> PlanFixturesAsync(
        PlanRequest request,
        PlanPurpose purpose,
        CancellationToken cancellationToken
    ) => plans.PlanFixturesAsync(request, purpose, cancellationToken);

    public Task<Plan> PlanRollbackAsync(RunReport run, CancellationToken cancellationToken) =>
        plans.PlanRollbackAsync(run, cancellationToken);

    /// <summary>Everything that may refuse a plan before anything is written.</summary>
    public Task AdmitAsync(Plan plan, RunOptions options, CancellationToken cancellationToken) =>
        gate.AdmitAsync(plan, options, PlanUse.NewRun, cancellationToken);

    /// <summary>What would refuse the plan if it were carried out now.</summary>
    public Task<IReadOnlyList<string>> ObjectionsAsync(
        Plan plan,
        RunOptions options,
        CancellationToken cancellationToken
    ) => gate.ObjectionsAsync(plan, options, PlanUse.NewRun, cancellationToken);

    public Task<RunReport> ApplyAsync(Plan plan, RunOptions options, RunEvents events, CancellationToken stop) =>
        runs.ApplyAsync(plan, options, events, stop);

    /// <summary>Goes on with a run: what was skipped or is unknown, or what failed.</summary>
    public Task<RunReport> ContinueAsync(
        string run,
        bool failedOnly,
        RunOptions options,
        RunEvents events,
        CancellationToken stop
    ) => runs.ContinueAsync(run, failedOnly, options, events, stop);
}
