using LeadOps.Cli.Commands;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views.Portals;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Views.Rollouts;

/// <summary>What a rollout says while it goes on: the plans of a wave as its result, the rest as talk.</summary>
internal sealed class RolloutTalk(RolloutInvocation invocation)
{
    private bool saidDraining;
    private PortalChanges changes = new(invocation.View.Redact);

    public void Begun(Rollout rollout) =>
        Say(
            $"Rollout {rollout.Id} is under way; `leadops rollout pause {rollout.Id}` in another terminal "
                + "stops it after the portals at work."
        );

    /// <summary>A plan of the wave that is shown next.</summary>
    public void Accepted(Plan plan) => changes.Add(plan);

    /// <summary>Whoever asked for a machine's format gets one document at the end.</summary>
    public void Planned(PlannedWave wave)
    {
        var page = PortalPlansView.Page(
            $"Wave {wave.Wave} of {wave.Waves}",
            [.. wave.Portals.Select(Result)],
            changes,
            invocation.View.Redact
        );
        changes = new PortalChanges(invocation.View.Redact);
        if (invocation.Format == "text")
        {
            PortalPageView.Write(page, "text", invocation.View.Colour);
        }
        else
        {
            Say($"{page.Title}: {page.Totals}");
        }
    }

    public void Ended(RolloutPortal portal) =>
        Say(
            $"{portal.Name}: {Spelled.AsCode(portal.State)}"
                + $"{(portal.Leads.Count > 0 ? $", {RunWords.Leads(portal.Leads)}" : "")}"
                + $"{(portal.Run is { } run ? $" ({run})" : "")}{(portal.Reason is { } reason ? $": {reason}" : "")}"
        );

    public void Draining(RolloutFacts facts)
    {
        if (!saidDraining)
        {
            Say(
                "No more portals are started; "
                    + $"{Counted.Of(facts.Working, "portal is", "portals are")} finished first."
            );
        }

        saidDraining = true;
    }

    public void Note(string text) => Say(text);

    public static void Asked(Rollout rollout) =>
        Terminal.Out.WriteLine(
            rollout.Wish is { } wish
                ? $"The rollout {rollout.Id} will {(wish == RolloutWish.Pause ? "pause" : "end")} when the "
                    + "portals at work are finished."
                : $"The rollout {rollout.Id} is {Spelled.AsText(rollout.Status)}."
        );

    private PortalResult<PortalPlan> Result((RolloutPortal Portal, PortalPlan? Plan) one) =>
        new(
            invocation.Settings.Portals.GetValueOrDefault(one.Portal.Name) ?? new PortalConfig(one.Portal.Name),
            one.Plan,
            one.Plan is null
                ? new Ending(ExitCodes.Of(one.Portal.Failure ?? Failure.Portal), one.Portal.Reason ?? "")
                : null
        );

    private void Say(string text)
    {
        if (!invocation.View.Quiet)
        {
            Terminal.Error.WriteLine(text);
        }
    }
}
