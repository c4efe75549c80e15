namespace LeadOps.Rollouts;

/// <summary>Events as they stand in messages.</summary>
internal static class RolloutWords
{
    private static readonly Dictionary<RolloutEvent, string> Events = new()
    {
        [RolloutEvent.Continued] = "continued",
        [RolloutEvent.Paused] = "paused",
        [RolloutEvent.TooManyFailed] = "stopped",
        [RolloutEvent.Aborted] = "aborted",
        [RolloutEvent.AllWell] = "finished",
        [RolloutEvent.Ended] = "finished",
        [RolloutEvent.TakenBack] = "rolled back",
    };

    public static string Of(RolloutEvent happened) => Events[happened];
}
