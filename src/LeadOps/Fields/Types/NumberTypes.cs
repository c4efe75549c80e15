using System.Globalization;

namespace LeadOps.Fields.Types;

internal sealed class IntegerType : FieldType
{
    public override bool IsCode => true;

    public override bool IsOrdered => true;

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value);
        return value is bool
            || HasExponent(value)
            || !Numbers.TryRead(text, out var number)
            || decimal.Truncate(number) != number
                ? Converted.Bad("is not a whole number" + Invisible.Hint(text))
            : Math.Abs(number) > long.MaxValue ? Converted.Bad($"is too large; whole numbers go up to {long.MaxValue}")
            : Converted.Ok(number.ToString("0", Invariant));
    }

    /// <summary>A cell such as `219E01` is a code; as a number it would be another lead's id.</summary>
    private static bool HasExponent(object value) => value is string text && text.AsSpan().ContainsAny('e', 'E');

    public override bool Same(string a, string b) => Numbers.Same(a, b);

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) =>
        long.TryParse(text, NumberStyles.Integer, Invariant, out var number) ? number : text;
}

/// <summary>
/// The portal rounds to the field's precision without a word, so values are rounded here, where the plan shows it.
/// </summary>
internal sealed class DecimalType(bool isAmount, int precision) : FieldType
{
    /// <summary>The portal's column holds sixteen digits before the dot.</summary>
    private const decimal AmountEnd = 10_000_000_000_000_000m;

    private const string CommaHint =
        "; if it is a cell of rows, declare its column: `types: { COLUMN: number }` and `decimal: \",\"`";

    public override string? Zero => isAmount ? "0.00" : null;

    public override string Cleared => isAmount ? "0" : "";

    public override object? EmptyInTemplate => isAmount ? 0m : null;

    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value);
        if (value is bool || !Numbers.TryRead(text, out var number))
        {
            return Converted.Bad(
                Comparison.Advice(text)
                    ?? "is not a number; write it with a dot, such as 12500.50"
                        + (text.Contains(',', StringComparison.Ordinal) ? CommaHint : "")
                        + Invisible.Hint(text)
            );
        }

        if (isAmount && Math.Abs(number) >= AmountEnd)
        {
            return Converted.Bad("is too large; the portal keeps amounts below 10000000000000000");
        }

        return Converted.Ok(isAmount ? Amount(number) : Rounded(number).ToString("0.############", Invariant));
    }

    public override string Normalise(string text) =>
        isAmount && Numbers.TryRead(text, out var number) ? Amount(number) : text;

    public override bool Same(string a, string b) => Numbers.Same(a, b);

    public override int? Compare(string a, string b) => Numbers.Compare(a, b);

    public override object? ToTemplate(string text) => Numbers.TryRead(text, out var number) ? number : text;

    public override bool MeansNothing(string text) => text.Length == 0 || (isAmount && Numbers.Same(text, "0"));

    public override string Key(string text) =>
        Numbers.TryRead(text, out var number) ? number.ToString("0.############", Invariant) : text;

    private decimal Rounded(decimal number) => Math.Round(number, precision, MidpointRounding.AwayFromZero);

    private string Amount(decimal number) => Rounded(number).ToString("0.00", Invariant);
}

/// <summary>`300|EUR`.</summary>
internal sealed class MoneyType(IReadOnlyCollection<string> currencies) : FieldType
{
    public override Converted Convert(object value, FieldDefinition field)
    {
        var text = TextOf(value);
        var parts = text.Split('|', ' ');
        if (
            parts.Length != 2
            || !Numbers.TryRead(parts[0], out var amount)
            || parts[1].Length != 3
            || !parts[1].All(char.IsAsciiLetter)
        )
        {
            return Converted.Bad("is not an amount with its currency, such as 300|EUR" + Invisible.Hint(text));
        }

        var currency = parts[1].ToUpperInvariant();
        return currencies.Count == 0 || currencies.Contains(currency)
            ? Converted.Ok(amount.ToString("0.####", Invariant) + "|" + currency)
            : Converted.Bad($"has a currency that this portal does not have; it has {string.Join(", ", currencies)}");
    }

    public override bool Same(string a, string b)
    {
        var (x, y) = (a.Split('|'), b.Split('|'));
        return Numbers.Same(x[0], y[0]) && x[^1].Equals(y[^1], StringComparison.OrdinalIgnoreCase);
    }

    public override int? Compare(string a, string b) => Numbers.Compare(a.Split('|')[0], b.Split('|')[0]);

    public override object? ToTemplate(string text) =>
        Numbers.TryRead(text.Split('|')[0], out var amount) ? amount : text;

    public override bool IsNothing(string text) => text.Length == 0 || text.StartsWith('|');

    public override string? Label(string text) => text.Replace('|', ' ');

    public override string Key(string text) =>
        Numbers.TryRead(text.Split('|')[0], out var amount)
            ? $"{amount.ToString("0.####", Invariant)}|{text.Split('|')[^1]}"
            : text;
}

internal static class Numbers
{
    public static bool TryRead(string? text, out decimal number) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    public static int? Compare(string a, string b) =>
        TryRead(a, out var x) && TryRead(b, out var y) ? x.CompareTo(y) : null;

    public static bool Same(string a, string b) => Compare(a, b) is { } order ? order == 0 : a == b;
}
