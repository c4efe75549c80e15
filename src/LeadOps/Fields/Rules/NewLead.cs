namespace LeadOps.Fields.Rules;

/// <summary>A lead as its maker left it. crm.item.add gives a source to every lead, crm.lead.add does not.</summary>
public sealed record NewLead(Func<string, FieldValue> Value, Func<string, bool> IsSet, bool HasDefaultSource)
{
    /// <summary>The portal gave this value, or it came with a field that was set.</summary>
    public bool IsGiven(FieldDefinition field) =>
        field.Rules.Any(rule => rule.Follows(field.Name) is { } leader && IsSet(leader))
        || Value(field.Name) switch
        {
            EmptyValue => true,
            TextValue text => field.Rules.Any(rule => rule.IsDefault(field, text.Text, this)),
            _ => false,
        };

    internal static bool IsFirst(FieldDefinition field, string value) =>
        field.Choices is [var first, ..] && first.Id == value;
}
