using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps;

/// <summary>May this plan be carried out? Whatever command asks, and wherever the plan comes from.</summary>
internal sealed class PlanGate(
    PortalSession session,
    Project project,
    TimeProvider clock,
    Func<CancellationToken, Task<PortalFacts>> facts
)
{
    /// <summary>Ends with all that speaks against it.</summary>
    public async Task AdmitAsync(Plan plan, RunOptions options, PlanUse use, CancellationToken cancellationToken)
    {
        if (use == PlanUse.NewRun)
        {
            new RunLedger(project.State, project.PortalFlag).RequireMayBegin(plan.Header);
        }

        var objections = await ObjectionsAsync(plan, options, use, cancellationToken);
        if (objections.Count > 0)
        {
            throw new LeadOpsException(Failure.Refused, string.Join(Environment.NewLine, objections));
        }
    }

    public async Task<IReadOnlyList<string>> ObjectionsAsync(
        Plan plan,
        RunOptions options,
        PlanUse use,
        CancellationToken cancellationToken
    )
    {
        var counts = plan.Footer.Counts;
        var mayCreate = use == PlanUse.NewRun && counts.Create > 0 && !options.AllowSimpleMode;
        return Guards.Objections(
            new Admission
            {
                Plan = plan.Header,
                Counts = counts,
                Limits = options.Limits,
                Use = use,
                Host = session.Settings.DisplayHost,
                Now = clock.GetUtcNow(),
                IsSeedable = options.IsSeedable,
                SkipsBlocked = options.SkipBlocked,
                FirstBlocked =
                    counts.Blocked > 0 ? plan.Leads.FirstOrDefault(lead => lead.Action == LeadAction.Blocked) : null,
                MakesDeals = mayCreate && (await facts(cancellationToken)).IsSimpleMode,
            }
        );
    }
}
