using System.Globalization;
using System.Security.Cryptography;
using LeadOps.Diagnostics;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Rollouts;

/// <summary>
/// What people do with rollouts: begin one, go on with one, take one back, ask one to pause or to end.
/// </summary>
public sealed class RolloutDesk(RolloutBook book, Operator who, TimeProvider clock)
{
    /// <summary>A new rollout over these portals, in their order.</summary>
    public Rollout Begin(Rollout intent, IReadOnlyList<string> portals)
    {
        var waves = Waves.Of(intent.Waves, portals.Count);
        book.Add(intent, [.. portals.Zip(waves, (name, wave) => new RolloutPortal(name, wave, PortalState.Waiting))]);
        return book.Now(intent);
    }

    public Rollout Intent(string waves, int maxFailed, RolloutOptions options) =>
        new()
        {
            Id =
                "r"
                + clock.GetUtcNow().UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
                + "-"
                + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2)),
            Status = RolloutStatus.Running,
            Waves = waves,
            MaxFailed = maxFailed,
            StartedAt = clock.GetUtcNow(),
            By = who,
            Options = options,
        };

    /// <summary>
    /// Portals that did not succeed are tried again: a run goes on by its journal, without a run there is a new plan.
    /// </summary>
    public Rollout Continue(Rollout rollout, int? maxFailed)
    {
        RequireUnled(rollout);
        var changed = rollout with { MaxFailed = maxFailed ?? rollout.MaxFailed };
        RolloutTransitions.Required(changed, RolloutEvent.Continued);
        foreach (var portal in book.PortalsOf(rollout.Id).Where(portal => PortalStates.IsBad(portal.State)))
        {
            var again = portal.Run is null
                ? portal with
                {
                    State = PortalState.Waiting,
                    Plan = null,
                }
                : portal with
                {
                    State = PortalState.Queued,
                };
            book.Move(rollout.Id, portal.State, again with { Reason = null, Failure = null });
        }

        book.Wish(changed, null);
        return book.Change(changed, RolloutEvent.Continued, finishedAt: null);
    }

    /// <summary>A rollout that takes back every run of another one.</summary>
    public Rollout BeginRollback(Rollout rollout, string waves, int maxFailed, RolloutOptions options)
    {
        RequireUnled(rollout);
        RolloutTransitions.Required(rollout, RolloutEvent.TakenBack);
        var portals = book.PortalsOf(rollout.Id).Where(portal => portal.Run is not null).ToList();
        if (portals.Count == 0)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The rollout {rollout.Id} has written to no portal; there is nothing to take back."
            );
        }

        return Begin(
            Intent(waves, maxFailed, options) with
            {
                RollbackOf = rollout.Id,
                Manifests = rollout.Manifests,
            },
            [.. portals.Select(portal => portal.Name)]
        );
    }

    /// <summary>
    /// Whoever leads the rollout does it when the portals at work are done; without a leader it is done at once.
    /// </summary>
    public Rollout Ask(Rollout rollout, RolloutWish wish)
    {
        var happened = wish == RolloutWish.Pause ? RolloutEvent.Paused : RolloutEvent.Aborted;
        RolloutTransitions.Required(rollout, happened);
        if (book.Leader(rollout) is null)
        {
            return book.Change(rollout, happened, clock.GetUtcNow());
        }

        book.Wish(rollout, wish);
        return book.Now(rollout);
    }

    /// <summary>The run that a rollback of a portal takes back.</summary>
    public RunReport RunToTakeBack(Rollout rollback, RolloutPortal portal, PortalVisit visit)
    {
        var run = book.PortalOf(rollback.RollbackOf!, portal.Name)!.Run!;
        return visit.Archive.ReportOf(visit.Archive.Find(visit.Host, run));
    }

    private void RequireUnled(Rollout rollout)
    {
        if (book.Leader(rollout) is { } leader)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The rollout {rollout.Id} is under way: {leader.By.User} on {leader.By.Host}, "
                    + $"process {leader.By.Process}. `leadops rollout pause {rollout.Id}` stops it after the "
                    + "portals at work. If its machine is gone, `rollout continue` works a minute later."
            );
        }
    }
}
