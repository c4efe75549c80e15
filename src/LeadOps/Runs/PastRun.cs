using System.Text.Json;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Storage;

namespace LeadOps.Runs;

/// <summary>A run as the history tells of it.</summary>
public sealed record PastRun
{
    public required string Run { get; init; }

    public required string Portal { get; init; }

    /// <summary>The portal's name in the configuration of whoever began the run.</summary>
    public required string PortalName { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required string User { get; init; }

    public required string Machine { get; init; }

    public required IReadOnlyList<string> Manifests { get; init; }

    public string? GitCommit { get; init; }

    public required RunStatus Status { get; init; }

    public required PlanPurpose Purpose { get; init; }

    public RunStats Stats { get; init; } = new();

    internal static PastRun Of(RunRow row) =>
        StoredRecord.Read(row, known => $"The record of the run `{known.Key.Name}`", Read);

    private static PastRun Read(RunRow row) =>
        new()
        {
            Run = row.Key.Name,
            Portal = row.Key.Portal,
            PortalName = row.PortalName,
            At = row.StartedAt,
            FinishedAt = row.FinishedAt,
            User = row.By.User,
            Machine = row.By.Host,
            Manifests = [.. row.Manifests.Select(manifest => manifest.Name)],
            GitCommit = row.GitCommit,
            Status = Enum.Parse<RunStatus>(row.Status),
            Purpose = Enum.Parse<PlanPurpose>(row.Purpose),
            Stats = row.Stats is { } json
                ? JsonSerializer.Deserialize(json, RunJson.Default.RunStats)!
                : new RunStats(),
        };
}
