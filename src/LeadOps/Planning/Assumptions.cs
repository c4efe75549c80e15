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
        List<string> read,
        List<PlannedField> planned,
        LeadSnapshot lead
    )
    {
        SortedList<string, FieldValue>? assumed = null;
        foreach (var name in read)
        {
            Assume(name);
        }

        foreach (var field in planned)
        {
            foreach (var name in FieldRules.AssumedWith(field.Name))
            {
                Assume(name);
            }
        }

        return assumed ?? PlannedLead.NoValues;

        void Assume(string name)
        {
            if (name != Id && !PlannedField.Has(planned, name))
            {
                (assumed ??= new(StringComparer.Ordinal))[name] = lead[name];
            }
        }
    }
}
