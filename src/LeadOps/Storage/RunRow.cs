namespace LeadOps.Storage;

/// <summary>A run's place in the store: names repeat on no portal.</summary>
public readonly record struct RunKey(string Portal, string Name);

/// <summary>A manifest of a run.</summary>
public sealed record RunManifest(string Name, string Digest, bool Once);

/// <summary>One run as the store knows it.</summary>
public sealed record RunRow
{
    public required RunKey Key { get; init; }

    /// <summary>The portal's name in the configuration of whoever began the run.</summary>
    public required string PortalName { get; init; }

    /// <summary>Id of the plan that it uses up.</summary>
    public required string Plan { get; init; }

    public required string Purpose { get; init; }

    public required string Status { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public required Operator By { get; init; }

    public string? GitCommit { get; init; }

    /// <summary>The run that this one takes back.</summary>
    public string? RollbackOf { get; init; }

    /// <summary>What it cost so far, as JSON.</summary>
    public string? Stats { get; init; }

    public IReadOnlyList<RunManifest> Manifests { get; init; } = [];
}

/// <summary>What is known about a `once` manifest on a portal.</summary>
public sealed record OnceRow(string Manifest, string Digest, string Run);

/// <summary>Writes of a run and the operating seconds that they took.</summary>
public sealed record RunCost(long Writes, double Seconds);

/// <summary>A new status of a run with all that follows from it; one commit.</summary>
public sealed record RunChange(string Status)
{
    public DateTimeOffset? FinishedAt { get; init; }

    public string? Stats { get; init; }

    public RunCost? Cost { get; init; }

    /// <summary>`once` manifests that the run applied.</summary>
    public IReadOnlyList<OnceRow> Once { get; init; } = [];

    /// <summary>A run whose `once` marks go.</summary>
    public string? Forget { get; init; }

    /// <summary>Another run that gets a new status too.</summary>
    public (string Run, string Status)? Undone { get; init; }
}
