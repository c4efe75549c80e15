using LeadOps.Diagnostics;
using LeadOps.Templating;

namespace LeadOps.Manifests;

public enum ConditionOperator
{
    Equal,
    In,
    Not,
    NotIn,
    Gt,
    Gte,
    Lt,
    Lte,
    Contains,
    StartsWith,
    EndsWith,
    Like,
    Empty,
}

/// <summary>One comparison of one field.</summary>
public sealed record Condition(string Field, SourceSpan At, ConditionOperator Operator, ManifestValue Operand);

public sealed record Expectation(SourceSpan At, int? Min, int? Max)
{
    public bool Holds(int count) => (Min is null || count >= Min) && (Max is null || count <= Max);

    public override string ToString() =>
        Min == Max ? $"{Min}"
        : Min is null ? $"at most {Max}"
        : Max is null ? $"at least {Min}"
        : $"{Min} to {Max}";
}

/// <summary>Which leads. Exactly one of the first group is set; the second is applied in its order.</summary>
public sealed record Selector
{
    public required SourceSpan At { get; init; }

    public ManifestValue? Ids { get; init; }

    public (ManifestValue Originator, ManifestValue Origin)? Origin { get; init; }

    /// <summary>Alternatives, each a list of conditions that hold together; `where` is one alternative.</summary>
    public IReadOnlyList<IReadOnlyList<Condition>>? AnyOf { get; init; }

    /// <summary>The portal's own filter.</summary>
    public MappingValue? Filter { get; init; }

    public bool All { get; init; }

    public TemplateText? When { get; init; }

    public Grouping? Groups { get; init; }

    public IReadOnlyList<(FieldName Field, bool Descending)> OrderBy { get; init; } = [];

    public int? Limit { get; init; }

    public Expectation? Expect { get; init; }

    public IEnumerable<Condition> Conditions => AnyOf?.SelectMany(conditions => conditions) ?? [];
}
