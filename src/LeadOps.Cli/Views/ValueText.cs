using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Planning;
using LeadOps.Runs;

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

    /// <summary>A message that may quote values: from the first quoted one to the last, because a value may hold the quote itself.</summary>
    public static string? Message(string? text, bool redact)
    {
        var (first, last) = redact && text is not null ? (text.IndexOf('`', StringComparison.Ordinal), text.LastIndexOf('`')) : (-1, -1);
        return first >= 0 && last > first ? $"{text![..first]}***{text[(last + 1)..]}" : text;
    }

    /// <summary>Words of a manifest's own making, which may hold anything of the lead.</summary>
    public static string Reason(string text, bool redact) => redact ? "***" : text;

    /// <summary>What the portal or LeadOps said of a lead; a blocked one carries the manifest's own words.</summary>
    public static string? Error(LeadError? error, bool redact) => error is { Code: "BLOCKED" } ? Reason(error.Message, redact) : Message(error?.Message, redact);

    public static string Title(string title, bool redact) => redact && title.Length > 0 ? "***" : title;

    /// <summary>What becomes of a field: before and after, or of a multifield each value's fate.</summary>
    public static string Change(PlannedField field, bool redact, Func<string, string> before, Func<string, string> after)
    {
        if ((field.Before is MultifieldValue || field.After is MultifieldValue) && !(redact && Personal.Contains(field.Name)))
        {
            return string.Join(", ", MultifieldFate.Of(field.Before, field.After).Select(value => Fates[value.Fate](value, before, after)));
        }

        return $"{before(Of(Shown(field.Name, field.Before, redact), field.BeforeLabel))} → {after(Of(Shown(field.Name, field.After, redact), field.AfterLabel))}";
    }

    private static readonly Dictionary<Fate, Func<MultifieldFate, Func<string, string>, Func<string, string>, string>> Fates = new()
    {
        [Fate.Kept] = (value, _, _) => $"keeps {Item(value.Before!)}",
        [Fate.Changed] = (value, before, after) => $"changes {before(Item(value.Before!))} → {after(Item(value.After!))}",
        [Fate.Added] = (value, _, after) => $"adds {after(Item(value.After!))}",
        [Fate.Removed] = (value, before, _) => $"removes {before(Item(value.Before!))}",
    };

    private static string Item(MultifieldItem item) => $"{item.Value} ({item.ValueType})";

    public static string Of(FieldValue value, string? label, int max = 60)
    {
        var text = value switch
        {
            TextValue single => single.Text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "⏎", StringComparison.Ordinal),
            ListValue list => string.Join(", ", list.Items),
            RowsValue rows => string.Join(", ", rows.Rows),
            MultifieldValue items => string.Join(", ", items.Items.Select(Item)),
            _ => "(empty)",
        };
        text = text.Length > max ? string.Concat(text.AsSpan(0, max - 1), "…") : text;
        return label is null ? text : $"{label} ({text})";
    }
}
