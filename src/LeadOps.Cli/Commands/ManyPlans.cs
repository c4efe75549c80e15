using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Portals;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Commands;

/// <summary>`plan --portals`: each portal planned beside the others under its own limits, one table.</summary>
internal static class ManyPlans
{
    public static async Task<int> RunAsync(
        RunInvocation invocation,
        IReadOnlyList<PortalConfig> portals,
        PlanRequest request,
        CancellationToken cancel
    )
    {
        PortalsOption.Refuse("--out", invocation.Out is not null, "`--store` keeps the plan of every portal.");
        PortalsOption.Refuse("--rejects", invocation.Rejects is not null, "Choose one with `--portal NAME`.");
        PortalsOption.Refuse("--full", invocation.Full, "Choose one with `--portal NAME`.");
        var changes = new PortalChanges(invocation.View.Redact);
        var progress = new PortalsProgress(invocation.View, invocation.Format, portals.Count, TimeProvider.System);
        var results = await progress.WatchAsync(() =>
            EachPortal.RunAsync(
                portals,
                (portal, stop) => PlanAsync(invocation, portal, request, (changes, progress.Board), stop),
                invocation.View.Redact,
                cancel
            )
        );
        var page = PortalPlansView.Page("Plans by portal", results, changes, invocation.View.Redact);
        var stored = results.Where(_ => invocation.Store).Where(result => result.Value is not null);
        PortalPageView.Write(
            page with
            {
                Notes =
                [
                    .. page.Notes,
                    .. stored.Select(result =>
                        $"{result.Portal.Name}: stored; carry it out with: leadops apply {result.Value!.Plan}"
                    ),
                ],
            },
            invocation.Format,
            invocation.View.Colour
        );
        var isPending = results.Any(result => result.Value?.Counts is { } counts && counts.Writes + counts.Blocked > 0);
        return EachPortal.ExitCode(
            results,
            invocation.Detailed && isPending ? ExitCodes.ChangesPending : ExitCodes.Done
        );
    }

    private static async Task<PortalPlan> PlanAsync(
        RunInvocation invocation,
        PortalConfig config,
        PlanRequest request,
        (PortalChanges Changes, PortalsBoard Board) into,
        CancellationToken cancel
    )
    {
        using var atWork = into.Board.Work(config.Name);
        await using var portal = await PortalOpener.OpenAsync(invocation.Settings, config.Name, cancel);
        var pipeline = Shell.Pipeline(invocation.Settings, portal, atWork.Begin(portal.Session));
        using var plan = await pipeline.PlanAsync(request, cancel);
        var options = invocation.Run with { IsSeedable = config.Seedable };
        var refusals = await pipeline.ObjectionsAsync(plan, options, cancel);
        if (invocation.Store)
        {
            PlanFile.Store(portal.State, plan);
        }

        into.Changes.Add(plan);
        return PortalPlan.Of(plan, refusals);
    }
}
