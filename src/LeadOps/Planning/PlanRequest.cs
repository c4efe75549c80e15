using LeadOps.Manifests;

namespace LeadOps.Planning;

/// <summary>What is to be planned, and what of the surroundings its templates may see.</summary>
public sealed record PlanRequest(IReadOnlyList<Manifest> Manifests)
{
    /// <summary>Names of changes or fixtures, also as MANIFEST/NAME; none means all.</summary>
    public IReadOnlyCollection<string> Only { get; init; } = [];

    public IReadOnlyDictionary<string, string> Environment { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Where rows go that plan nothing; without it they are errors or remarks.</summary>
    public RowRejects? Rejects { get; init; }

    public TimeSpan Lifetime { get; init; } = TimeSpan.FromHours(24);

    public string? GitCommit { get; init; }
}
