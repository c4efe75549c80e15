using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>Values for people: titles beside codes, quotes around texts, short.</summary>
internal static partial class ValueText
{
    private static readonly HashSet<string> Personal = new(StringComparer.Ordinal)
    {
        "TITLE",
        "NAME",
        "LAST_NAME",
        "SECOND_NAME",
        "PHONE",
        "EMAIL",
        "IM",
        "WEB",
        "COMMENTS",
        "BIRTHDATE",
        "COMPANY_TITLE",
        "SOURCE_DESCRIPTION",
        "STATUS_DESCRIPTION",
    };

    public static FieldValue Shown(string field, FieldValue value, bool redact) =>
        redact
        && !value.IsEmpty
        && (
            IsPersonal(field)
            || (
                value is TextValue text
                && (
                    text.Text.Contains('@', StringComparison.Ordinal)
                    || (field == OriginRule.Origin && IsTelling(text.Text))
                )
            )
        )
            ? new TextValue("***")
            : value;

    /// <summary>With the titles of its values, but for the names of people.</summary>
    public static PlannedField Shown(PlannedField field, bool redact)
    {
        var isMasked = redact && IsMasked(field.Name);
        return field with
        {
            Before = Shown(field.Name, field.Before, redact),
            After = Shown(field.Name, field.After, redact),
            BeforeLabel = isMasked ? null : field.BeforeLabel,
            AfterLabel = isMasked ? null : field.AfterLabel,
        };
    }

    /// <summary>One of its values has a title to show.</summary>
    public static bool HasTitle(PlannedField field, bool redact) =>
        (field.BeforeLabel ?? field.AfterLabel) is not null && !(redact && IsMasked(field.Name));

    /// <summary>For a person's eyes: two sides that would look the same tell what differs.</summary>
    public static PlannedField Legible(PlannedField field, bool redact)
    {
        var shown = Shown(field, redact);
        var (before, after) = LookAlikes.Told(shown.Before, shown.After);
        return shown with { Before = before, After = after };
    }

    /// <summary>What the portal holds after the run, with the title that the plan knew for it.</summary>
    public static string Actual(
        FieldOutcome field,
        IReadOnlyDictionary<string, FieldTitle> titles,
        bool redact,
        int max = 60
    ) =>
        field.Actual is null
            ? "not read"
            : Of(Shown(field.Name, field.Actual, redact), ActualLabel(field, titles, redact), max);

    /// <summary>The title of what the portal holds; null when nobody knows one.</summary>
    public static string? ActualLabel(FieldOutcome field, IReadOnlyDictionary<string, FieldTitle> titles, bool redact)
    {
        var planned = Shown(field.Planned, redact);
        return field.Actual is not TextValue text ? null
            : field.Actual == field.After ? planned.AfterLabel
            : field.Actual == field.Before ? planned.BeforeLabel
            : redact && IsMasked(field.Name) ? null
            : titles.GetValueOrDefault(field.Name)?.Choices.GetValueOrDefault(text.Text);
    }

    /// <summary>The titles of its values are personal, or the names of people.</summary>
    private static bool IsMasked(string field) =>
        IsPersonal(field) || field.EndsWith("_BY_ID", StringComparison.Ordinal);

    /// <summary>What a custom field holds nobody here can know.</summary>
    private static bool IsPersonal(string field) =>
        Personal.Contains(field) || AddressRule.Covers(field) || FieldDefinition.IsCustomName(field);

    /// <summary>Keys are made from rows, and some rows have nothing else that is unique.</summary>
    public static string? Key(string? key, bool redact) =>
        redact && key is not null && IsTelling(key) ? "***"
        : key is null ? null
        : Clean(key);

    private static bool IsTelling(string key) =>
        key.AsSpan().IndexOfAny('@', ' ') >= 0
        || (
            key.Length > 8
            && key.All(letter => char.IsAsciiDigit(letter) || letter is '+' or '-' or '/' or '.' or '(' or ')')
        );

    public static string User(PlanPortal portal, bool redact) =>
        redact ? portal.UserId : Clean(portal.UserName ?? portal.UserId);

    /// <summary>
    /// A message that may quote values (what `apply` would refuse never does): from the first quoted one to the last,
    /// because a value may hold the quote itself.
    /// </summary>
    public static string? Message(string? text, bool redact)
    {
        var (first, last) =
            redact && text is not null
                ? (text.IndexOf('`', StringComparison.Ordinal), text.LastIndexOf('`'))
                : (-1, -1);
        text = first >= 0 && last > first ? $"{text![..first]}***{text[(last + 1)..]}" : text;
        return text is null ? null : Clean(redact ? Contact().Replace(Quoted().Replace(text, "***"), "***") : text);
    }

    [GeneratedRegex(@"[^\s@]{1,64}@\S+|\+?\d[\d ()/.-]{5,30}\d")]
    private static partial Regex Contact();

    [GeneratedRegex("""(?<!\w)"[^"]*"|(?<!\w)'[^']*'(?!\w)|«[^»]*»|“[^”]*”""")]
    private static partial Regex Quoted();

    /// <summary>
    /// Leads are written by strangers; what steers a terminal or turns text around is shown and does nothing.
    /// </summary>
    private static string Clean(string text) =>
        text.Any(IsUnseen)
            ? string.Concat(
                text.Select(letter =>
                    letter switch
                    {
                        '\n' => '⏎',
                        _ when IsUnseen(letter) => '\uFFFD',
                        _ => letter,
                    }
                )
            )
            : text;

    private static bool IsUnseen(char letter) =>
        char.IsControl(letter) || letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    /// <summary>Words of a manifest's own making, which may hold anything of the lead.</summary>
    public static string Reason(string text, bool redact) => redact ? "***" : Clean(text);

    /// <summary>What the portal or LeadOps said of a lead; a blocked one carries the manifest's own words.</summary>
    public static string? Error(LeadError? error, bool redact) =>
        error is { Code: "BLOCKED" } ? Reason(error.Message, redact) : Message(error?.Message, redact);

    public static string Title(string title, bool redact) => redact && title.Length > 0 ? "***" : Clean(title);

    /// <summary>What becomes of a field: before and after, or of a multifield each value's fate.</summary>
    public static string Change(
        PlannedField field,
        bool redact,
        Func<string, string> before,
        Func<string, string> after
    )
    {
        if ((field.Before is MultifieldValue || field.After is MultifieldValue) && !(redact && IsPersonal(field.Name)))
        {
            return string.Join(
                ", ",
                MultifieldFate.Of(field.Before, field.After).Select(value => Fates[value.Fate](value, before, after))
            );
        }

        var shown = Legible(field, redact);
        return $"{before(Of(shown.Before, shown.BeforeLabel))} → {after(Of(shown.After, shown.AfterLabel))}";
    }

    private static readonly Dictionary<
        Fate,
        Func<MultifieldFate, Func<string, string>, Func<string, string>, string>
    > Fates = new()
    {
        [Fate.Kept] = (value, _, _) => $"keeps {Item(value.Before!)}",
        [Fate.Changed] = (value, before, after) =>
            Told(value.Before!, value.After!) is var (left, right) ? $"changes {before(left)} → {after(right)}" : "",
        [Fate.Added] = (value, _, after) => $"adds {after(Item(value.After!))}",
        [Fate.Removed] = (value, before, _) => $"removes {before(Item(value.Before!))}",
    };

    private static (string Left, string Right) Told(MultifieldItem before, MultifieldItem after)
    {
        var (left, right) = LookAlikes.Told(before.Value, after.Value);
        return (Item(before with { Value = left }), Item(after with { Value = right }));
    }

    private static string Item(MultifieldItem item) => Clean($"{item.Value} ({item.ValueType})");

    public static string Of(FieldValue value, string? label, int max = 60)
    {
        var text = value switch
        {
            TextValue single => single.Text.Replace("\r", "", StringComparison.Ordinal),
            ListValue list => string.Join(", ", list.Items),
            RowsValue rows => string.Join(", ", rows.Rows),
            MultifieldValue items => string.Join(", ", items.Items.Select(Item)),
            _ => "(empty)",
        };
        text = Clean(ShortText.Of(text, max));
        return label is null ? text
            : Uploads.AreTold(value) ? Clean(label)
            : $"{Clean(label)} ({text})";
    }
}
