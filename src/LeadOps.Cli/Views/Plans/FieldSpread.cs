using System.Globalization;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// What one field holds before and after in all leads of a group, told in one line however many values there are.
/// </summary>
internal sealed class FieldSpread(string name, string? shown = null)
{
    private const int Followed = 200;
    private const int Listed = 3;
    private const int Short = 40;

    private readonly Dictionary<string, (string Text, int Leads)> befores = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string Text, int Leads)> afters = new(StringComparer.Ordinal);
    private int leads;
    private bool isLabelled;
    private bool isWords = true;

    public string Name => name;

    /// <summary>As people read it.</summary>
    public string Shown { get; } = shown ?? name;

    /// <summary>
    /// All leads change from one value to one other. A single lead shows its values itself, one in a line.
    /// </summary>
    public bool IsUniform =>
        leads > 1 && befores.Count == 1 && afters.Count == 1 && IsBrief(befores) && IsBrief(afters);

    /// <summary>All leads get the same, so that it stands in the head of the group.</summary>
    public bool HasOneAim =>
        leads > 1 && afters.Count == 1 && IsBrief(afters) && (befores.Count > 1 || IsBrief(befores));

    private static bool IsBrief(Dictionary<string, (string Text, int Leads)> values) =>
        values.All(value => !value.Value.Text.EndsWith('…'));

    public void Add(PlannedField field, bool redact)
    {
        leads++;
        var shown = ValueText.Legible(field, redact);
        isLabelled |= shown.AfterLabel is not null || shown.BeforeLabel is not null;
        isWords = isWords && IsWords(field.After);
        Count(befores, field.Before, shown.Before, shown.BeforeLabel);
        Count(afters, field.After, shown.After, shown.AfterLabel);
    }

    /// <summary>The same field in a group of another portal; values are alike when they read alike.</summary>
    public void Add(FieldSpread other)
    {
        leads += other.leads;
        isLabelled |= other.isLabelled;
        isWords &= other.isWords;
        Merge(befores, other.befores);
        Merge(afters, other.afters);
    }

    private static void Merge(
        Dictionary<string, (string Text, int Leads)> values,
        Dictionary<string, (string Text, int Leads)> others
    )
    {
        foreach (var (raw, (text, count)) in others)
        {
            // A text that was cut says nothing about its rest.
            var key = text.EndsWith('…') ? raw : text;
            if (values.TryGetValue(key, out var known))
            {
                values[key] = (text, known.Leads + count);
            }
            else if (values.Count <= Followed)
            {
                values[key] = (text, count);
            }
        }
    }

    private static bool IsWords(FieldValue value) =>
        value is TextValue text
        && !decimal.TryParse(text.Text, NumberStyles.Number, CultureInfo.InvariantCulture, out _);

    private static void Count(
        Dictionary<string, (string Text, int Leads)> values,
        FieldValue value,
        FieldValue shown,
        string? label
    )
    {
        // All values of a field have one form, so that a text needs no JSON to be told from the others.
        var key =
            value.IsEmpty ? ""
            : value is TextValue { Text: var plain } ? plain
            : ValueJson.Text(value);
        if (values.TryGetValue(key, out var known))
        {
            values[key] = (known.Text, known.Leads + 1);
        }
        else if (values.Count <= Followed)
        {
            values[key] = (ValueText.Of(shown, label, Short), 1);
        }
    }

    /// <summary>What groups are compared by: where it goes when that is one value with a title, or empty.</summary>
    public string Aim() =>
        afters.Count == 1 && (isLabelled || afters.ContainsKey("")) ? $"{name} {afters.Values.First().Text}" : name;

    /// <summary>For the head of a group: where it goes when that is one value, else the name alone.</summary>
    public string Head() => HasOneAim ? $"{Shown} {Before()} → {afters.Values.First().Text}" : Shown;

    /// <summary>For a line of its own.</summary>
    public string Line() =>
        afters.Count == leads && leads > 1 ? $"{Shown}: {Counted.Number(leads)} leads, each its own value"
        : HasOneAim ? $"{Shown}: {Before()} → {afters.Values.First().Text}"
        : $"{Shown}: {Before()} → {Some(afters)}";

    private string Before() => Some(befores);

    private string Some(Dictionary<string, (string Text, int Leads)> values) =>
        values.Count == 1 ? values.Values.First().Text
        : values.Count <= Listed && IsBrief(values)
            ? string.Join(
                ", ",
                values
                    .Values.OrderByDescending(value => value.Leads)
                    .Select(value => $"{value.Text} ×{Counted.Number(value.Leads)}")
            )
        : $"{(values.Count > Followed ? $"over {Counted.Number(Followed)}" : Counted.Number(values.Count))} "
            + $"{(isWords && !isLabelled && HasOneAim ? "spellings" : "values")}";
}
