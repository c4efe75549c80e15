using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Plans;

namespace LeadOps.Planning;

/// <summary>What a planned update rests on beside the fields that it writes.</summary>
internal static class Assumptions
{
    private const string Id = "ID";

    /// <param name="read">What selectors, asserts and templates looked at, and what is set to the value that is
    /// there.</param>
    public static IReadOnlyDictionary<string, FieldValue> Of(
        IEnumerable<string> read,
        IReadOnlyList<PlannedField> planned,
        LeadSnapshot lead
    )
    {
        var written = new HashSet<string>(planned.Select(field => field.Name), StringComparer.Ordinal);
        var assumed = new SortedDictionary<string, FieldValue>(StringComparer.Ordinal);
        foreach (var name in read.Concat(FieldRules.AssumedWith(written)))
        {
            if (name != Id && !written.Contains(name))
            {
                assumed[name] = lead[name];
            }
        }

        return assumed;
    }
}
