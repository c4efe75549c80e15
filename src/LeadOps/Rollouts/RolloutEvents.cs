namespace LeadOps.Rollouts;

/// <summary>A wave that was planned: what became of its portals, and the plans that could be made.</summary>
public sealed record PlannedWave(int Wave, int Waves, IReadOnlyList<(RolloutPortal Portal, PortalPlan? Plan)> Portals);

/// <summary>What a rollout tells and asks while it goes on.</summary>
public sealed record RolloutEvents
{
    /// <summary>The plans of a wave, before anybody is asked.</summary>
    public required Action<PlannedWave> Planned { get; init; }

    /// <summary>Ends with an exception when nobody approves.</summary>
    public required Func<PlannedWave, CancellationToken, Task> ApproveAsync { get; init; }

    /// <summary>A portal is done, well or not.</summary>
    public required Action<Rollout, RolloutPortal> PortalEnded { get; init; }

    /// <summary>Portals at work are waited for, because nothing new begins.</summary>
    public required Action<RolloutFacts> Draining { get; init; }
}
