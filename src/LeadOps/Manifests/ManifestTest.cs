using LeadOps.Diagnostics;

namespace LeadOps.Manifests;

/// <summary>What one field of a lead must be afterwards; null means empty.</summary>
public sealed record ExpectedField(string Field, SourceSpan At, ManifestValue Value);

/// <summary>A fixture's lead by its key, or `FIXTURE/KEY`; without fields it must be gone.</summary>
public sealed record ExpectedLead(string Key, SourceSpan At, IReadOnlyList<ExpectedField>? Fields);

/// <summary>A count of the plan, for instance `update`.</summary>
public sealed record ExpectedCount(string Name, SourceSpan At, int Count);

/// <summary>
/// One entry under `tests`: the manifest applied to a fresh portal with these fixtures, and what must hold then.
/// </summary>
public sealed record ManifestTest
{
    public required string Name { get; init; }

    public required SourceSpan At { get; init; }

    /// <summary>`FIXTURE` of this manifest or `MANIFEST/FIXTURE`; null means all of this manifest.</summary>
    public IReadOnlyList<FieldName>? Fixtures { get; init; }

    public DateTimeOffset? SeedAt { get; init; }

    public DateTimeOffset? RunAt { get; init; }

    public IReadOnlyList<ExpectedCount> Changes { get; init; } = [];

    public IReadOnlyList<ExpectedLead> Leads { get; init; } = [];

    public bool SecondPlanEmpty { get; init; }
}
