namespace LeadOps.Rollouts;

/// <summary>The next step of a rollout: the first row that holds.</summary>
internal static class RolloutDecision
{
    private static readonly (Func<RolloutFacts, bool> Holds, RolloutStep Step)[] Table =
    [
        (facts => facts.IsHeld && facts.Working > 0, RolloutStep.Drain),
        (facts => facts.Wave is null, RolloutStep.Finish),
        (facts => facts.Wish == RolloutWish.Abort, RolloutStep.Abort),
        (facts => facts.Bad > facts.MaxFailed, RolloutStep.Stop),
        (facts => facts.Wish == RolloutWish.Pause, RolloutStep.Pause),
        (facts => facts.InWave(PortalState.Waiting) > 0, RolloutStep.Plan),
        (facts => facts.InWave(PortalState.Planned) > 0, RolloutStep.Approve),
        (_ => true, RolloutStep.Work),
    ];

    public static RolloutStep Next(RolloutFacts facts) => Array.Find(Table, row => row.Holds(facts)).Step;
}
