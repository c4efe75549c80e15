using LeadOps.Diagnostics;

namespace LeadOps.Rollouts;

/// <summary>
/// Every allowed change of a rollout's status with the event behind it; nothing else may happen. It begins as
/// Running.
/// </summary>
internal static class RolloutTransitions
{
    private static readonly Dictionary<(RolloutStatus From, RolloutEvent Event), RolloutStatus> Table = new()
    {
        [(RolloutStatus.Running, RolloutEvent.Paused)] = RolloutStatus.Paused,
        [(RolloutStatus.Running, RolloutEvent.TooManyFailed)] = RolloutStatus.Stopped,
        [(RolloutStatus.Running, RolloutEvent.Aborted)] = RolloutStatus.Aborted,
        [(RolloutStatus.Running, RolloutEvent.AllWell)] = RolloutStatus.Succeeded,
        [(RolloutStatus.Running, RolloutEvent.Ended)] = RolloutStatus.Partly,

        // Nobody leads it any more; whoever goes on holds its lease.
        [(RolloutStatus.Running, RolloutEvent.Continued)] = RolloutStatus.Running,
        [(RolloutStatus.Paused, RolloutEvent.Continued)] = RolloutStatus.Running,
        [(RolloutStatus.Stopped, RolloutEvent.Continued)] = RolloutStatus.Running,
        [(RolloutStatus.Partly, RolloutEvent.Continued)] = RolloutStatus.Running,

        [(RolloutStatus.Paused, RolloutEvent.Aborted)] = RolloutStatus.Aborted,
        [(RolloutStatus.Stopped, RolloutEvent.Aborted)] = RolloutStatus.Aborted,
        [(RolloutStatus.Partly, RolloutEvent.Aborted)] = RolloutStatus.Aborted,

        [(RolloutStatus.Running, RolloutEvent.TakenBack)] = RolloutStatus.RolledBack,
        [(RolloutStatus.Paused, RolloutEvent.TakenBack)] = RolloutStatus.RolledBack,
        [(RolloutStatus.Stopped, RolloutEvent.TakenBack)] = RolloutStatus.RolledBack,
        [(RolloutStatus.Aborted, RolloutEvent.TakenBack)] = RolloutStatus.RolledBack,
        [(RolloutStatus.Succeeded, RolloutEvent.TakenBack)] = RolloutStatus.RolledBack,
        [(RolloutStatus.Partly, RolloutEvent.TakenBack)] = RolloutStatus.RolledBack,
    };

    /// <summary>Null: not allowed.</summary>
    public static RolloutStatus? After(RolloutStatus from, RolloutEvent happened) =>
        Table.TryGetValue((from, happened), out var to) ? to : null;

    public static RolloutStatus Required(Rollout rollout, RolloutEvent happened) =>
        After(rollout.Status, happened)
        ?? throw new LeadOpsException(
            Failure.Refused,
            $"The rollout {rollout.Id} is {Spelled.AsText(rollout.Status)}, "
                + $"so it cannot be {RolloutWords.Of(happened)}. "
                + $"`leadops rollout status {rollout.Id}` shows it."
        );
}
