namespace LeadOps.Rollouts;

/// <summary>States and events as they stand in messages and reports.</summary>
public static class RolloutWords
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

    /// <summary>For people: `rolled back`.</summary>
    public static string Said<T>(T state)
        where T : struct, Enum =>
        string.Concat(
            Of(state).Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}")
        );

    /// <summary>In lower camel case, as in every JSON document.</summary>
    public static string Of<T>(T state)
        where T : struct, Enum
    {
        var name = state.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
