using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Planning;
using LeadOps.Runs;

namespace LeadOps.Rollback;

/// <summary>What people did to the leads that a run made, in any field. Such a lead is theirs now.</summary>
internal sealed class MadeLeads(FieldCatalogue catalogue, bool hasDefaultSource)
{
    /// <summary>The first field that somebody changed since the run made the lead, or null.</summary>
    public string? Edited(LeadOutcome lead, LeadSnapshot now)
    {
        var planned = lead.Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
        return Deletions
            .Writable(catalogue)
            .FirstOrDefault(field =>
                planned.TryGetValue(field.Name, out var set)
                    ? !FieldValues.Same(field, set.After, now[field.Name])
                        && (lead.Verdict == Verdict.Applied || !FieldValues.Same(field, set.Before, now[field.Name]))
                    : !IsAsMade(field, lead, now, planned.ContainsKey)
            )
            ?.Name;
    }

    /// <summary>A run that did not read the finished lead leaves only the portal's defaults to compare with.</summary>
    private bool IsAsMade(FieldDefinition field, LeadOutcome lead, LeadSnapshot now, Func<string, bool> isPlanned)
    {
        if (OriginRule.Covers(field.Name))
        {
            return now[field.Name] is TextValue text
                && text.Text == (field.Name == OriginRule.Origin ? lead.Key : lead.Originator);
        }

        return FieldValues.Same(field, Made(field, lead), now[field.Name])
            || (
                (lead.Verdict != Verdict.Applied || lead.Beside.Count == 0)
                && new NewLead(name => now[name], isPlanned, hasDefaultSource).IsGiven(field)
            );
    }

    private static FieldValue Made(FieldDefinition field, LeadOutcome lead) =>
        field.Name == ContactRule.All && Contact(lead) is TextValue main
            ? new ListValue([main.Text])
            : lead.Beside.GetValueOrDefault(field.Name, FieldValue.Empty);

    private static FieldValue? Contact(LeadOutcome lead) =>
        lead.Fields.FirstOrDefault(field => field.Name == ContactRule.Main)?.After
        ?? lead.Beside.GetValueOrDefault(ContactRule.Main);
}
