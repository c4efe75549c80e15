namespace LeadOps.Storage;

/// <summary>One rollout as the store knows it.</summary>
public sealed record RolloutRow
{
    public required string Id { get; init; }

    public required string Status { get; init; }

    /// <summary>What somebody asked of it while it is under way.</summary>
    public string? Wish { get; init; }

    /// <summary>As written: `1,10%,100%`.</summary>
    public required string Waves { get; init; }

    public required int MaxFailed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required Operator By { get; init; }

    public string? GitCommit { get; init; }

    /// <summary>The rollout that this one takes back.</summary>
    public string? RollbackOf { get; init; }

    /// <summary>Limits and flags of its runs, as JSON.</summary>
    public required string Options { get; init; }

    /// <summary>Manifests and folders as they were given.</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Names of the changes that it is limited to.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    public IReadOnlyList<RunManifest> Manifests { get; init; } = [];
}

/// <summary>One portal of a rollout.</summary>
public sealed record RolloutPortalRow(string Portal, int Wave, string State)
{
    public string? Host { get; init; }

    /// <summary>Id of the stored plan that is carried out.</summary>
    public string? Plan { get; init; }

    public string? Run { get; init; }

    /// <summary>Leads that are planned, as JSON.</summary>
    public string? Planned { get; init; }

    /// <summary>Leads by verdict, as JSON.</summary>
    public string? Leads { get; init; }

    /// <summary>Why it did not succeed, without values of leads.</summary>
    public string? Reason { get; init; }

    /// <summary>The kind of failure.</summary>
    public string? Failure { get; init; }

    /// <summary>The process that works on it, or did.</summary>
    public string? Worker { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
