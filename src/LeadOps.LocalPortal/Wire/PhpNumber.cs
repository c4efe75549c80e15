using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.LocalPortal.Wire;

/// <summary>
/// PHP's casts of texts to numbers: what a text begins with counts, and nothing else. `12,5` is 12, `1 000` is 1,
/// `1e3` is 1000.
/// </summary>
internal static partial class PhpNumber
{
    /// <summary>`(float)`; what no decimal can hold is 0.</summary>
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

        var match = Leading().Match(text);
        return
            match.Success
            && decimal.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }

    /// <summary>`(int)`; larger numbers become the largest.</summary>
    public static long Int(string text) =>
        (long)Math.Clamp(decimal.Truncate(Float(text)), long.MinValue, (decimal)long.MaxValue);

    /// <summary>`is_numeric`: nothing stands behind the number but blanks.</summary>
    public static bool IsNumeric(string text) =>
        Leading().Match(text) is { Success: true } match && text[match.Length..].Trim().Length == 0;

    [GeneratedRegex(@"^[ \t\n\r\v\f]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)")]
    private static partial Regex Leading();
}
