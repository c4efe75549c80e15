using LeadOps.Portal;

namespace LeadOps.Runs;

/// <summary>What a run tells while it works. One call at a time, from whatever thread.</summary>
public sealed record RunEvents
{
    /// <summary>The run's name, and how many leads it is about.</summary>
    public Action<string, int>? Started { get; init; }

    public Action<int, int>? Progress { get; init; }

    /// <summary>A verdict, after it is on disk.</summary>
    public Action<LeadOutcome>? Lead { get; init; }

    public Action<PortalPause>? Paused { get; init; }

    public Action<PaceNote>? Paced { get; init; }
}
