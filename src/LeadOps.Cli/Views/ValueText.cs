using LeadOps.Fields;

namespace LeadOps.Cli.Views;

/// <summary>Values for people: titles beside codes, quotes around texts, short.</summary>
internal static class ValueText
{
    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal)
    {
        "TITLE", "NAME", "LAST_NAME", "SECOND_NAME", "PHONE", "EMAIL", "IM", "WEB", "COMMENTS", "BIRTHDATE", "COMPANY_TITLE",
        "ADDRESS", "ADDRESS_2", "ADDRESS_CITY", "ADDRESS_POSTAL_CODE", "ADDRESS_REGION", "ADDRESS_PROVINCE", "ADDRESS_COUNTRY",
    };

    public static FieldValue Shown(string field, FieldValue value, bool redact) => redact && Personal.Contains(field) && !value.IsEmpty ? new TextValue("***") : value;

    public static string Title(string title, bool redact) => redact && title.Length > 0 ? "***" : title;

    public static string Of(FieldValue value, string? label, int max = 60)
    {
        var text = value switch
        {
            TextValue single => single.Text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal),
            ListValue list => string.Join(", ", list.Items),
            MultifieldValue items => string.Join(", ", items.Items.Select(item => $"{item.Value} ({item.ValueType})")),
            _ => "(empty)",
        };
        text = text.Length > max ? string.Concat(text.AsSpan(0, max - 1), "…") : text;
        return label is null ? text : $"{label} ({text})";
    }
}
