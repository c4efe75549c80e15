using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Runs;

public sealed record RunSummary
{
    public int Applied { get; init; }

    public int Unchanged { get; init; }

    public int Stale { get; init; }

    public int Differs { get; init; }

    public int Failed { get; init; }

    public int Unknown { get; init; }

    public int Skipped { get; init; }

    public int Total => Applied + Unchanged + Stale + Differs + Failed + Unknown + Skipped;

    public bool IsClean => Applied + Unchanged == Total;

    /// <summary>What was attempted is as planned.</summary>
    public bool IsCleanSoFar => Applied + Unchanged + Skipped == Total;
}

/// <summary>
/// A moment of the run for the throughput chart: leads done so far, and whether the portal made us wait.
/// </summary>
public sealed record RunSample(DateTimeOffset At, int Done, string? PausedBecause);

/// <summary>
/// Everything a report shows; <see cref="Leads"/> streams from the run's record and may be walked again.
/// </summary>
public sealed record RunReport
{
    public const int CurrentFormatVersion = 1;

    public required string Run { get; init; }

    public required PlanHeader Plan { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required RunStatus Status { get; init; }

    public required RunSummary Summary { get; init; }

    public required RunStats Stats { get; init; }

    public required IEnumerable<LeadOutcome> Leads { get; init; }

    /// <summary>
    /// Leads that a rollback does not take back, wholly or in part, because somebody edited them since.
    /// </summary>
    public int LeftAlone { get; init; }

    /// <summary>Rows that were handed back when the plan was made.</summary>
    public RejectTotals Rejects { get; init; } = RejectTotals.None;

    /// <summary>What was remarked when the plan was made.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What the portal calls the fields.</summary>
    public IReadOnlyDictionary<string, FieldTitle> Titles { get; init; } = new Dictionary<string, FieldTitle>();

    public IReadOnlyList<RunSample> Samples { get; init; } = [];

    /// <summary>The command that continues, when something is left to do.</summary>
    public string? NextCommand { get; init; }

    /// <summary>What a printed command needs to mean this portal.</summary>
    public string PortalFlag { get; init; } = "";
}
