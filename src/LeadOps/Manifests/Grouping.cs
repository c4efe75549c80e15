using LeadOps.Diagnostics;
using LeadOps.Templating;

namespace LeadOps.Manifests;

/// <summary>Which leads of a group are selected.</summary>
public enum GroupTake
{
    All,
    First,
    Rest,
}

/// <summary>
/// `groupBy`: leads that share a value of any of these fields, or of the expression, are one group, also over others.
/// A lead without a value is in no group and is not selected.
/// </summary>
public sealed record Grouping(SourceSpan At, IReadOnlyList<FieldName> Fields, TemplateText? Expression)
{
    /// <summary>How many leads a group must have.</summary>
    public Expectation? Size { get; init; }

    public GroupTake Take { get; init; }
}
