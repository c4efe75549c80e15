using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.LocalPortal.Wire;

/// <summary>
/// PHP's casts of texts to numbers: what a text begins with counts, and nothing else. `12,5` is 12, `1 000` is 1,
/// `1e3` is 1000.
/// </summary>
internal static partial class PhpNumber
{
    /// <summary>`(float)`; what no decimal can hold is the largest one.</summary>
    public static decimal Float(string text)
    {
        if (
            decimal.TryParse(
                text,
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var plain
            )
        )
        {
            return plain;
        }

        var number = Leading().Match(text).Groups[1].Value;
        return number.Length == 0 ? 0
            : decimal.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var exact) ? exact
            : number[0] == '-' ? decimal.MinValue
            : decimal.MaxValue;
    }

    /// <summary>`(int)`; larger numbers become the largest, and what is infinite to PHP is 0.</summary>
    public static long Int(string text)
    {
        var number = Float(text);
        var isInfinite =
            number is decimal.MaxValue or decimal.MinValue
            && double.IsInfinity(double.Parse(Leading().Match(text).Groups[1].Value, CultureInfo.InvariantCulture));
        return isInfinite ? 0 : (long)Math.Clamp(decimal.Truncate(number), long.MinValue, (decimal)long.MaxValue);
    }

    [GeneratedRegex(@"^[ \t\n\r\v\f]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")]
    private static partial Regex Leading();

    /// <summary>`is_numeric`: nothing stands behind the number but blanks.</summary>
    public static bool IsNumeric(string text) => Whole().IsMatch(text);

    [GeneratedRegex(@"^[ \t\n\r\v\f]*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\n\r\v\f]*\z")]
    private static partial Regex Whole();
}
