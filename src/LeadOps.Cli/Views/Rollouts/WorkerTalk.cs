using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Rollouts;
using LeadOps.Storage.Postgres;

namespace LeadOps.Cli.Views.Rollouts;

/// <summary>What a worker says: portals that it takes and how they ended, and problems without secrets.</summary>
internal static class WorkerTalk
{
    public static void Say(string text) => Terminal.Error.WriteLine(PostgresAddress.Mask(PortalAddress.Mask(text)));

    public static void Ready(string state, int atOnce, string? dashboard)
    {
        Terminal.Out.WriteLine(
            $"Worker on {state}: {atOnce} portals at once. Ctrl-C ends it after the batches in flight."
        );
        if (dashboard is not null)
        {
            Terminal.Out.WriteLine($"Dashboard: http://{dashboard}/");
        }

        Terminal.Out.Flush();
    }

    public static void Taken(string rollout, string portal) => Say($"{rollout} {portal}: taken");

    public static void Done(string rollout, RolloutPortal portal) =>
        Say(
            $"{rollout} {portal.Name}: {Spelled.AsCode(portal.State)}"
                + $"{(portal.Leads.Count > 0 ? $", {RunWords.Leads(portal.Leads)}" : "")}"
        );
}
