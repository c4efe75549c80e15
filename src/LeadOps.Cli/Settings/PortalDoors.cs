using LeadOps.Diagnostics;
using LeadOps.LocalPortal;
using LeadOps.Rollouts;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Cli.Settings;

/// <summary>Opens the portals of leadops.yml for rollouts; all of them share one open state.</summary>
internal sealed class PortalDoors(
    LeadOpsSettings settings,
    IState state,
    Func<LeadOpsSettings, OpenPortal, Pipeline> pipeline
) : IPortalDoors
{
    public async Task<PortalVisit> OpenAsync(string portal, CancellationToken cancellationToken)
    {
        try
        {
            var open = await PortalOpener.OpenAsync(settings, portal, cancellationToken, state);
            return new PortalVisit(
                open.Session.Settings.DisplayHost,
                open.Config.Protected,
                open.State,
                pipeline(settings, open),
                new RunArchive(open.State, PortalOpener.FlagOf(settings, open.Config)),
                open
            );
        }
        catch (Exception problem) when (problem is LocalPortalException or IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(Failure.Portal, problem.Message, problem);
        }
    }
}
