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
        isLabelled = isLabelled || ValueText.HasTitle(field, redact);
        isWords = isWords && IsWords(field.After);
        var (before, after) = (KeyOf(field.Before), KeyOf(field.After));
        var (isNewBefore, isNewAfter) = (IsNew(befores, before), IsNew(afters, after));
        if (isNewBefore || isNewAfter)
        {
            var shown = ValueText.Legible(field, redact);
            if (isNewBefore)
            {
                befores[before] = (ValueText.Of(shown.Before, shown.BeforeLabel, Short), 0);
            }

            if (isNewAfter)
            {
                afters[after] = (ValueText.Of(shown.After, shown.AfterLabel, Short), 0);
            }
        }

        Count(befores, before);
        Count(afters, after);
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

    /// <summary>All values of a field have one form, so that a text needs no JSON to be told from others.</summary>
    private static string KeyOf(FieldValue value) =>
        value.IsEmpty ? ""
        : value is TextValue { Text: var plain } ? plain
        : ValueJson.Text(value);

    /// <summary>
    /// How it reads has to be found out: that takes long, and most values are met again or not followed.
    /// </summary>
    private static bool IsNew(Dictionary<string, (string Text, int Leads)> values, string key) =>
        values.Count <= Followed && !values.ContainsKey(key);

    private static void Count(Dictionary<string, (string Text, int Leads)> values, string key)
    {
        if (values.TryGetValue(key, out var known))
        {
            values[key] = (known.Text, known.Leads + 1);
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
