using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Templates;

namespace LeadOps.Manifests;

/// <summary>
/// A number only where nothing is lost. What would not be written the same way again (`1e3`, `219E01`, `0x1F`) keeps
/// its text and counts as a number beside an operator. A code that only looks like a number (`0007`, `+7900…`) and more
/// digits than any number holds are text.
/// </summary>
internal static partial class KeptNumber
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static object Of(string text) =>
        Number(text) is not { } number ? text
        : Convert.ToString(number, Invariant) == text ? number
        : new WrittenNumber(text, number);

    private static object? Number(string text) =>
        Hex().IsMatch(text) ? Smallest(Convert.ToInt64(text[2..], 16))
        : Octal().IsMatch(text) ? Smallest(Convert.ToInt64(text[2..], 8))
        : !Real().IsMatch(text) ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, Invariant, out var whole) ? Smallest(whole)
        : !decimal.TryParse(text, NumberStyles.Float, Invariant, out var number) || IsRounded(text, number) ? null
        : number;

    private static object Smallest(long number) =>
        number is >= int.MinValue and <= int.MaxValue ? (object)(int)number : number;

    /// <summary>More digits than a number holds are a code.</summary>
    private static bool IsRounded(string text, decimal number) =>
        text.Length > 28 && number.ToString(Invariant) != text;

    /// <summary>Without a plus and without zeros before it, which codes and phones have.</summary>
    [GeneratedRegex(@"^-?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\z")]
    private static partial Regex Real();

    [GeneratedRegex(@"^0o[0-7]{1,20}\z")]
    private static partial Regex Octal();

    [GeneratedRegex(@"^0x[0-9a-fA-F]{1,15}\z")]
    private static partial Regex Hex();
}
