namespace LeadOps.Rollouts;

/// <summary>What a rollout does next.</summary>
internal enum RolloutStep
{
    /// <summary>Portals are at work; nothing new begins before they are done.</summary>
    Drain,

    /// <summary>The wave's portals are planned.</summary>
    Plan,

    /// <summary>The wave's plans are shown, and somebody approves them.</summary>
    Approve,

    /// <summary>The wave's plans are being carried out.</summary>
    Work,

    Pause,
    Stop,
    Abort,
    Finish,
}

/// <summary>All that the next step depends on.</summary>
/// <param name="Wish">What somebody asked for.</param>
/// <param name="MaxFailed">More portals than these may not fail.</param>
/// <param name="Portals">How many portals of each wave are in each state.</param>
public sealed record RolloutFacts(
    RolloutWish? Wish,
    int MaxFailed,
    IReadOnlyList<(int Wave, PortalState State, int Portals)> Portals
)
{
    /// <summary>Somebody leads it, or may: it has not ended.</summary>
    public bool IsRunning { get; init; } = true;

    public int Bad => Sum(count => PortalStates.IsBad(count.State));

    public int Working => Count(PortalState.Working);

    /// <summary>The first wave with something to do; null when all is done.</summary>
    public int? Wave => Portals.Where(count => PortalStates.IsOpen(count.State)).Min(count => (int?)count.Wave);

    /// <summary>Portals of the wave in that state.</summary>
    public int InWave(PortalState state) => Sum(count => count.Wave == Wave && count.State == state);

    /// <summary>No portal begins any more.</summary>
    public bool IsHeld => !IsRunning || Wish is not null || Bad > MaxFailed;

    private int Count(PortalState state) => Sum(count => count.State == state);

    private int Sum(Func<(int Wave, PortalState State, int Portals), bool> which) =>
        Portals.Where(which).Sum(count => count.Portals);
}
