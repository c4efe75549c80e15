using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Rollouts;

/// <summary>Plans one portal of a rollout and keeps the plan for whoever carries it out.</summary>
/// <param name="PlanAsync">The plan of one portal: of the manifests, or of what takes its run back.</param>
/// <param name="ConfirmedHosts">Hosts of protected portals that were typed.</param>
public sealed record PortalPlanning(
    IPortalDoors Doors,
    Func<PortalVisit, RolloutPortal, CancellationToken, Task<Plan>> PlanAsync,
    RolloutOptions Options,
    IReadOnlyCollection<string> ConfirmedHosts
)
{
    /// <summary>A plan that is to be carried out; it may be read until this returns. Several threads call it.</summary>
    public Action<Plan>? Accepted { get; init; }

    /// <summary>What became of the portal, and its plan in figures when one could be made.</summary>
    public async Task<(RolloutPortal Portal, PortalPlan? Plan)> RunAsync(
        RolloutPortal portal,
        CancellationToken cancellationToken
    )
    {
        try
        {
            await using var visit = await Doors.OpenAsync(portal.Name, cancellationToken);
            portal = portal with { Host = visit.Host };
            using var plan = await PlanAsync(visit, portal, cancellationToken);
            var objections = await ObjectionsAsync(visit, plan, cancellationToken);
            var figures = PortalPlan.Of(plan, objections);
            portal = portal with { Planned = plan.Footer.Counts };
            if (objections.Count > 0)
            {
                return (Ended(portal, PortalState.Refused, string.Join(' ', objections), Failure.Refused), figures);
            }

            if (plan.Footer.Counts.Writes == 0)
            {
                return (portal with { State = PortalState.Succeeded, Reason = null, Failure = null }, figures);
            }

            Accepted?.Invoke(plan);
            PlanFile.Store(visit.State, plan);
            return (
                portal with
                {
                    State = PortalState.Planned,
                    Plan = plan.Header.Id,
                    Reason = null,
                    Failure = null,
                },
                figures
            );
        }
        catch (LeadOpsException problem)
        {
            var state = problem.Failure == Failure.Refused ? PortalState.Refused : PortalState.Failed;
            return (Ended(portal, state, problem.Masked, problem.Failure), null);
        }
    }

    /// <summary>What would refuse the run, and that nobody typed the host of a protected portal.</summary>
    private async Task<IReadOnlyList<string>> ObjectionsAsync(
        PortalVisit visit,
        Plan plan,
        CancellationToken cancellationToken
    )
    {
        if (visit.IsProtected && plan.Footer.Counts.Writes > 0 && !ConfirmedHosts.Contains(visit.Host))
        {
            return
            [
                $"The portal is protected and `--yes` is not enough. Add `--confirm {visit.Host}` to take it along.",
            ];
        }

        try
        {
            await visit.Pipeline.AdmitAsync(plan, RunOptionsOf(Options), cancellationToken);
            return [];
        }
        catch (LeadOpsException refusal) when (refusal.Failure == Failure.Refused)
        {
            return refusal.Masked.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }
    }

    internal static RunOptions RunOptionsOf(RolloutOptions options) =>
        new(options.Limits, options.SkipBlocked, TakeOver: false, First: null)
        {
            AllowSimpleMode = options.AllowSimpleMode,
            WasAsked = true,
        };

    private static RolloutPortal Ended(RolloutPortal portal, PortalState state, string reason, Failure failure) =>
        portal with
        {
            State = state,
            Reason = Portal.PortalAddress.Mask(reason.ReplaceLineEndings(" ")),
            Failure = failure,
        };
}
