using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Rollouts;
using LeadOps.Rollouts;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>Who carries out the jobs of a rollout.</summary>
internal static class RolloutEngines
{
    public static IPortalEngine Open(
        RolloutInvocation invocation,
        RolloutBook book,
        IPortalDoors doors,
        RolloutTalk talk,
        CancellationToken stop
    ) => new ProcessEngine(JobOf(invocation.Settings, book, doors, invocation.View.Redact), invocation.AtOnce, stop);

    public static PortalDoors DoorsOf(LeadOpsSettings settings, IState state) =>
        new(settings, state, (all, portal) => Shell.Pipeline(all, portal));

    /// <summary>Every portal's run leaves its own report, as after `apply`.</summary>
    public static PortalJob JobOf(LeadOpsSettings settings, RolloutBook book, IPortalDoors doors, bool redact) =>
        new(book, doors, StateOpener.Who, TimeProvider.System)
        {
            Reported = report => RunFiles.WriteOwn(settings, report, redact),
        };
}
