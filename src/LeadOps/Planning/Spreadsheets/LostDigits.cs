using System.Globalization;
using System.Text.RegularExpressions;

namespace LeadOps.Planning.Spreadsheets;

/// <summary>Texts of digits that a spreadsheet takes for numbers.</summary>
internal static partial class LostDigits
{
    /// <summary>What a spreadsheet keeps of a number.</summary>
    private const int Kept = 15;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static bool IsPlus(string before, string cell) =>
        before[..1] == "+" && Whole().IsMatch(cell) && before[1..] == cell;

    public static bool IsZeros(string before, string cell) =>
        Whole().IsMatch(before) && before[0] == '0' && before.TrimStart('0').PadLeft(1, '0') == cell;

    public static bool IsExponent(string before, string cell) =>
        Exponent().Match(cell) is { Success: true } parts
        && Readings(before).ToList() is { Count: > 0 } numbers
        && numbers.Exists(number =>
            Math.Abs(number - Readings(cell).First())
            <= 0.51 * Math.Pow(10, int.Parse(parts.Groups["power"].Value, Invariant) - parts.Groups["rest"].Length)
        );

    /// <summary>A text that a spreadsheet rounded, whatever it was before; nobody numbers orders so.</summary>
    public static bool IsShortened(string text) => Shortened().IsMatch(text);

    public static bool IsRounded(string before, string cell) =>
        before.TrimStart('+') is { Length: > Kept } digits
        && Whole().IsMatch(digits)
        && digits.Length == cell.Length
        && digits[..Kept] == cell[..Kept]
        && cell.AsSpan(Kept).IndexOfAnyExcept('0') < 0;

    /// <summary>The cell is written as a spreadsheet writes numbers: without a plus, without zeros before it.</summary>
    public static bool IsSameNumber(string before, string cell) =>
        Plain().IsMatch(cell) && Readings(before).Intersect(Readings(cell)).Any();

    /// <summary>With a dot before the decimals, and with a comma.</summary>
    private static IEnumerable<double> Readings(string text)
    {
        if (WithDot().Match(text) is { Success: true } dot)
        {
            yield return Number(dot, ",", ".");
        }

        if (WithComma().Match(text) is { Success: true } comma)
        {
            yield return Number(comma, ".", ",");
        }
    }

    private static double Number(Match match, string thousands, string decimals)
    {
        var plain = match
            .Groups["number"]
            .Value.Replace(thousands, "", StringComparison.Ordinal)
            .Replace(decimals, ".", StringComparison.Ordinal);
        var number = double.Parse(plain, NumberStyles.Float, Invariant);
        return match.Groups["percent"].Success ? number / 100 : number;
    }

    [GeneratedRegex(@"^[1-9][.,][0-9]+E\+[0-9]{2,3}\z")]
    private static partial Regex Shortened();

    [GeneratedRegex(@"^[0-9]+\z")]
    private static partial Regex Whole();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)([.,][0-9]+)?%?\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"^-?[1-9]([.,](?<rest>[0-9]+))?[eE]\+?(?<power>[0-9]{1,3})\z")]
    private static partial Regex Exponent();

    [GeneratedRegex(
        @"^(?<number>[-+]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?)(?<percent>\s?%)?\z"
    )]
    private static partial Regex WithDot();

    [GeneratedRegex(
        @"^(?<number>[-+]?([0-9]+|[0-9]{1,3}(\.[0-9]{3})+)(,[0-9]+)?([eE][-+]?[0-9]{1,3})?)(?<percent>\s?%)?\z"
    )]
    private static partial Regex WithComma();
}
