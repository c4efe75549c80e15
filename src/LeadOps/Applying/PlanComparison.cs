using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Plans;

namespace LeadOps.Applying;

/// <summary>
/// A lead on the portal beside its line of the plan: whether they are the same, and in words what differs.
/// </summary>
internal sealed class PlanComparison(FieldCatalogue catalogue)
{
    public bool AsPlanned(PlannedLead lead, LeadSnapshot actual)
    {
        foreach (var field in lead.Fields)
        {
            if (!Same(field.Name, field.After, actual[field.Name]))
            {
                return false;
            }
        }

        return lead.SentAlong.All(pair => Same(pair.Key, pair.Value, actual[pair.Key]));
    }

    /// <summary>
    /// Null when every planned field is as before or already as wanted, and every assumed field is as it was.
    /// </summary>
    public string? Moved(PlannedLead lead, LeadSnapshot current)
    {
        foreach (var field in lead.Fields)
        {
            var now = current[field.Name];
            if (
                !Same(field.Name, field.Before, now)
                && !(lead.Action == LeadAction.Update && Same(field.Name, field.After, now))
            )
            {
                var (was, became) = Show(field.Name, field.Before, now);
                return $"{Named(field.Name)} was {was} in the plan and is now {became}";
            }
        }

        foreach (var (name, value) in lead.Assumed)
        {
            if (!Same(name, value, current[name]) && !IsMovedByOurs(lead, name, current))
            {
                return $"{Named(name)}, which the plan depends on, was {Titled(name, value, Show(value))} in the plan "
                    + "and is "
                    + $"now {Titled(name, current[name], Show(current[name]))}";
            }
        }

        return null;
    }

    /// <summary>What an earlier attempt wrote has moved it, as rows move the amount.</summary>
    private bool IsMovedByOurs(PlannedLead lead, string name, LeadSnapshot current) =>
        lead.Fields.Any(field =>
            FieldRules.IsMoved(name, field.Name) && Same(field.Name, field.After, current[field.Name])
        );

    public string Difference(PlannedLead lead, LeadSnapshot? actual)
    {
        if (actual is null)
        {
            return "the lead is not there after the write";
        }

        if (
            lead.SentAlong.FirstOrDefault(pair => !Same(pair.Key, pair.Value, actual[pair.Key])) is
            { Key: { } name } rest
        )
        {
            return $"{Named(name)}, which goes with the planned fields, should be {Show(rest.Value)} but the portal "
                + $"holds {Show(actual[name])}";
        }

        var field = lead.Fields.FirstOrDefault(field => !Same(field.Name, field.After, actual[field.Name]));
        return field is null ? "the lead is still there" : Unlike(field, actual[field.Name]);
    }

    public bool Same(string name, FieldValue a, FieldValue b) =>
        catalogue.Find(name) is { } field ? FieldValues.Same(field, a, b) : a.Equals(b);

    private string Unlike(PlannedField field, FieldValue actual)
    {
        var (wanted, held) = Show(field.Name, field.After, actual);
        return $"{Named(field.Name)} should be {wanted} but the portal holds {held}";
    }

    /// <summary>Two values so that a reader can tell them apart, each code with its title beside it.</summary>
    private (string Left, string Right) Show(string name, FieldValue left, FieldValue right)
    {
        var (a, b) = LookAlikes.Told(left, right);
        return (Titled(name, left, Show(a)), Titled(name, right, Show(b)));
    }

    /// <summary>A field's code, and what the portal calls it where that says more.</summary>
    private string Named(string name) =>
        catalogue.Find(name)?.Title is { Length: > 0 } title && title != name ? $"{name} ({title})" : name;

    private string Titled(string name, FieldValue value, string shown) =>
        catalogue.Find(name) is { } field && FieldValues.Label(field, value) is { } title
            ? $"{shown} ({title})"
            : shown;

    private static string Show(FieldValue value) =>
        value switch
        {
            { IsEmpty: true } => "empty",
            TextValue text => $"`{text.Text}`",
            _ => $"`{ValueJson.Text(value)}`",
        };
}
