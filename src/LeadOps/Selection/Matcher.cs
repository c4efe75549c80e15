using LeadOps.Leads;

namespace LeadOps.Selection;

/// <summary>Alternatives of predicates; no alternatives match every lead.</summary>
internal sealed record Matcher(IReadOnlyList<IReadOnlyList<Predicate>>? AnyOf)
{
    /// <summary>What else must hold.</summary>
    public Func<LeadSnapshot, bool> Also { get; init; } = _ => true;

    public bool Matches(LeadSnapshot lead) =>
        (
            AnyOf is null
            || AnyOf.Any(predicates => predicates.All(predicate => predicate.Matches(lead[predicate.Field.Name])))
        ) && Also(lead);
}
