using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>What a person is told of the work under way, at one moment.</summary>
/// <param name="What">Null while leads are written: the figures say it.</param>
/// <param name="Total">Null while nobody knows.</param>
internal sealed record ProgressFacts(string? What, long Done, long? Total)
{
    /// <summary>The total is an estimate.</summary>
    public bool IsAbout { get; init; }

    public double PerSecond { get; init; }

    public TimeLeft? Left { get; init; }

    /// <summary>Why nothing happens at the moment.</summary>
    public string? Waiting { get; init; }

    /// <summary>Requests that the session has sent.</summary>
    public long Requests { get; init; }

    public int InFlight { get; init; }

    public PaceNote? Pace { get; init; }
}
