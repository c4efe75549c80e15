using LeadOps.Runs;

namespace LeadOps.Rollouts;

/// <summary>A rollout with all its portals, as reports show it.</summary>
/// <param name="IsLed">A process leads it now.</param>
public sealed record RolloutReport(Rollout Rollout, IReadOnlyList<RolloutPortal> Portals, bool IsLed)
{
    public const int CurrentFormatVersion = 1;

    public static RolloutReport Of(RolloutBook book, Rollout rollout)
    {
        var isLed = rollout.Status == RolloutStatus.Running && book.Leader(rollout) is not null;
        return new RolloutReport(rollout, book.PortalsOf(rollout.Id), isLed);
    }

    public IReadOnlyDictionary<PortalState, int> States => Portals.CountBy(portal => portal.State).ToDictionary();

    public IReadOnlyDictionary<Verdict, int> Leads =>
        Portals
            .SelectMany(portal => portal.Leads)
            .GroupBy(count => count.Key, count => count.Value)
            .ToDictionary(verdict => verdict.Key, verdict => verdict.Sum());

    /// <summary>Running without a process that leads it.</summary>
    public bool IsLeftBehind => Rollout.Status == RolloutStatus.Running && !IsLed;

    /// <summary>The command that goes on, when there is something to go on with.</summary>
    public string? NextCommand =>
        RolloutTransitions.After(Rollout.Status, RolloutEvent.Continued) is not null && !IsLed
            ? $"leadops rollout continue {Rollout.Id}"
            : null;
}
