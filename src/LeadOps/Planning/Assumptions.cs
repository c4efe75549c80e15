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
        SortedList<string, FieldValue>? assumed = null;
        foreach (var name in read.Concat(FieldRules.AssumedWith(planned.Select(field => field.Name))))
        {
            if (name != Id && !PlannedField.Has(planned, name))
            {
                assumed ??= new(StringComparer.Ordinal);
                assumed[name] = lead[name];
            }
        }

        return assumed ?? PlannedLead.NoValues;
    }
}
