using LeadOps.Runs;

namespace LeadOps.Applying;

internal sealed record ExecutorOptions
{
    public int MaxFailures { get; init; } = 20;

    /// <summary>Present: the run pauses.</summary>
    public string? PauseFile { get; init; }

    /// <summary>What a write took on this portal lately; decides how large the first requests are.</summary>
    public double? SecondsPerWrite { get; init; }

    /// <summary>
    /// Since when planning has read the leads, if this very process made the plan and nobody was asked since: then
    /// each lane takes what planning saw for its first look, while that is fresh.
    /// </summary>
    public DateTimeOffset? PlannedAt { get; init; }

    /// <summary>Writes of an earlier process may still be at work.</summary>
    public bool SettleFirst { get; init; }

    /// <summary>Asked before every write; throws when this process may not write any more.</summary>
    public Action? Confirm { get; init; }

    public RunEvents Events { get; init; } = new();
}
