using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Rollouts;

/// <summary>The rollouts that a state knows, as values; every change of one goes through here.</summary>
public sealed class RolloutBook(IState state)
{
    public IState State => state;

    public void Add(Rollout rollout, IReadOnlyList<RolloutPortal> portals) =>
        state.Rollouts.Add(rollout.ToRow(), [.. portals.Select(portal => portal.ToRow())]);

    /// <summary>The latest first.</summary>
    public IReadOnlyList<Rollout> All() => [.. state.Rollouts.All().Select(Rollout.Of)];

    /// <summary>By its id, the beginning of it, or `latest`.</summary>
    public Rollout Find(string id)
    {
        var known = All();
        var matching =
            id == "latest"
                ? [.. known.Take(1)]
                : known
                    .Where(rollout => rollout.Id == id || rollout.Id.StartsWith(id, StringComparison.Ordinal))
                    .ToList();
        return matching switch
        {
            [var one] => one,
            [] => throw new LeadOpsException(
                Failure.Invalid,
                known.Count == 0
                    ? $"There is no rollout in {state.Description} yet. "
                        + "`leadops rollout start --portals TAG` begins one."
                    : $"There is no rollout `{id}`. The last ones are: "
                        + $"{string.Join(", ", known.Take(5).Select(rollout => rollout.Id))}."
            ),
            _ => throw new LeadOpsException(
                Failure.Invalid,
                $"`{id}` is the beginning of {matching.Count} rollouts. Give more of the id."
            ),
        };
    }

    public Rollout Now(Rollout rollout) => Of(rollout.Id);

    /// <summary>One that is known to be there.</summary>
    public Rollout Of(string id) => Rollout.Of(state.Rollouts.Find(id)!);

    public RolloutFacts Facts(string id)
    {
        var rollout = Of(id);
        return new RolloutFacts(
            rollout.Wish,
            rollout.MaxFailed,
            [
                .. state
                    .Rollouts.Counts(id)
                    .Select(count => (count.Wave, Enum.Parse<PortalState>(count.State), count.Portals)),
            ]
        )
        {
            IsRunning = rollout.Status == RolloutStatus.Running,
        };
    }

    public IReadOnlyList<RolloutPortal> PortalsOf(string id) =>
        [.. state.Rollouts.PortalsOf(id).Select(RolloutPortal.Of)];

    public RolloutPortal? PortalOf(string id, string portal) =>
        state.Rollouts.PortalOf(id, portal) is { } row ? RolloutPortal.Of(row) : null;

    /// <summary>False when the portal has gone on already.</summary>
    public bool Move(string id, PortalState from, RolloutPortal to) =>
        state.Rollouts.Move(id, from.ToString(), to.ToRow());

    public void Wish(Rollout rollout, RolloutWish? wish) => state.Rollouts.Ask(rollout.Id, wish?.ToString());

    public Rollout Change(Rollout rollout, RolloutEvent happened, DateTimeOffset? finishedAt)
    {
        var status = RolloutTransitions.Required(rollout, happened);
        state.Rollouts.Change(rollout.Id, status.ToString(), rollout.MaxFailed, finishedAt);
        return Now(rollout);
    }

    /// <summary>Rollouts that began before a moment and are over.</summary>
    public IReadOnlyList<string> OverBefore(DateTimeOffset moment) =>
        [
            .. All()
                .Where(rollout => rollout.StartedAt < moment)
                .Where(rollout =>
                    rollout.Status
                        is RolloutStatus.Succeeded
                            or RolloutStatus.Partly
                            or RolloutStatus.Aborted
                            or RolloutStatus.RolledBack
                )
                .Select(rollout => rollout.Id),
        ];

    /// <summary>What is known of its runs does not hang on it.</summary>
    public void Remove(string id) => state.Rollouts.Remove(id);

    /// <summary>Whoever leads the rollout; null when nobody does.</summary>
    public LeaseHolder? Leader(Rollout rollout) =>
        state.Leases.Holder(LeaseOf(rollout.Id)) is { IsStale: false } holder ? holder : null;

    /// <summary>One process leads a rollout at a time.</summary>
    public ILease Lead(Rollout rollout) => state.Leases.Take(LeaseOf(rollout.Id), TakeOver.WhenGone);

    private static string LeaseOf(string id) => $"rollout {id}";
}
