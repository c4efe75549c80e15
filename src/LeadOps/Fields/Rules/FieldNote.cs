namespace LeadOps.Fields.Rules;

/// <summary>
/// One planned field, as notes look at it; <paramref name="Other"/> is what is planned for another field of the lead.
/// </summary>
public sealed record FieldChange(
    FieldDefinition Field,
    FieldValue Before,
    FieldValue After,
    bool IsUpdate,
    Func<string, FieldValue?> Other
);

/// <summary>What a person should know before approving.</summary>
public sealed record FieldNote(string Subject, string Text, Func<FieldChange, bool> Applies)
{
    public string Line { get; } = $"{Subject}: {Text}";

    public static FieldNote WhenSet(string field, string text) =>
        new(field, text, change => change.Field.Name == field && !change.After.IsEmpty);
}
