using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Rollouts;

/// <summary>What holds for all runs of a rollout.</summary>
public sealed record RolloutOptions(PlanLimits Limits)
{
    public bool SkipBlocked { get; init; }

    public bool AllowSimpleMode { get; init; }
}

/// <summary>One intent over many portals.</summary>
public sealed record Rollout
{
    public required string Id { get; init; }

    public required RolloutStatus Status { get; init; }

    public RolloutWish? Wish { get; init; }

    public required string Waves { get; init; }

    public required int MaxFailed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required Operator By { get; init; }

    public string? GitCommit { get; init; }

    public string? RollbackOf { get; init; }

    public required RolloutOptions Options { get; init; }

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Only { get; init; } = [];

    public IReadOnlyList<RunManifest> Manifests { get; init; } = [];

    internal static Rollout Of(RolloutRow row) =>
        new()
        {
            Id = row.Id,
            Status = Enum.Parse<RolloutStatus>(row.Status),
            Wish = row.Wish is { } wish ? Enum.Parse<RolloutWish>(wish) : null,
            Waves = row.Waves,
            MaxFailed = row.MaxFailed,
            StartedAt = row.StartedAt,
            FinishedAt = row.FinishedAt,
            By = row.By,
            GitCommit = row.GitCommit,
            RollbackOf = row.RollbackOf,
            Options = JsonSerializer.Deserialize(row.Options, RolloutJson.Default.RolloutOptions)!,
            Paths = row.Paths,
            Only = row.Only,
            Manifests = row.Manifests,
        };

    internal RolloutRow ToRow() =>
        new()
        {
            Id = Id,
            Status = Status.ToString(),
            Waves = Waves,
            MaxFailed = MaxFailed,
            StartedAt = StartedAt,
            By = By,
            GitCommit = GitCommit,
            RollbackOf = RollbackOf,
            Options = JsonSerializer.Serialize(Options, RolloutJson.Default.RolloutOptions),
            Paths = Paths,
            Only = Only,
            Manifests = Manifests,
        };
}

/// <summary>One portal of a rollout.</summary>
public sealed record RolloutPortal(string Name, int Wave, PortalState State)
{
    public string? Host { get; init; }

    public string? Plan { get; init; }

    public string? Run { get; init; }

    public PlanCounts? Planned { get; init; }

    public IReadOnlyDictionary<Verdict, int> Leads { get; init; } = new Dictionary<Verdict, int>();

    /// <summary>Why it did not succeed.</summary>
    public string? Reason { get; init; }

    /// <summary>The kind of failure behind the reason.</summary>
    public Failure? Failure { get; init; }

    public string? Worker { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    internal static RolloutPortal Of(RolloutPortalRow row) =>
        new(row.Portal, row.Wave, Enum.Parse<PortalState>(row.State))
        {
            Host = row.Host,
            Plan = row.Plan,
            Run = row.Run,
            Planned = row.Planned is { } planned
                ? JsonSerializer.Deserialize(planned, RolloutJson.Default.PlanCounts)
                : null,
            Leads = row.Leads is { } leads
                ? JsonSerializer.Deserialize(leads, RolloutJson.Default.Leads)!
                : new Dictionary<Verdict, int>(),
            Reason = row.Reason,
            Failure = row.Failure is { } failure ? Enum.Parse<Failure>(failure) : null,
            Worker = row.Worker,
            FinishedAt = row.FinishedAt,
        };

    internal RolloutPortalRow ToRow() =>
        new(Name, Wave, State.ToString())
        {
            Host = Host,
            Plan = Plan,
            Run = Run,
            Planned = Planned is null ? null : JsonSerializer.Serialize(Planned, RolloutJson.Default.PlanCounts),
            Leads = Leads.Count == 0 ? null : JsonSerializer.Serialize(Leads, RolloutJson.Default.Leads),
            Reason = Reason,
            Failure = Failure?.ToString(),
            Worker = Worker,
            FinishedAt = FinishedAt,
        };
}
