using System.Buffers;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Strict;

/// <summary>
/// Cells of a CSV file, `--var` and `env` are text. Text that reads as a number counts as that number where it is
/// compared with one, and is never calculated with by accident.
/// </summary>
internal static partial class NumberText
{
    private const NumberStyles Style = NumberStyles.Float & ~NumberStyles.AllowTrailingSign;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789+-.eE \t");
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Both sides compared as numbers; null when they are to be compared as texts.</summary>
    public static bool? Compare(ScriptBinaryOperator op, SourceSpan span, object left, object right)
    {
        if (left is string first && right is string second)
        {
            return !Operators.IsEquality(op) && Reads(first) && Reads(second)
                ? Operators.Holds(op, Order(first, second))
                : null;
        }

        var (text, number) = left is string ? ((string)left, right) : ((string)right, left);
        if (!IsNumber(number))
        {
            return null;
        }

        return Reads(text) ? Operators.Holds(op, Order(left, right)) : throw NotANumber(span, text, number);
    }

    public static void RefuseCalculation(ScriptBinaryOperator op, SourceSpan span, object left, object right)
    {
        var reads = (left is not string first || Looks(first)) && (right is not string second || Looks(second));
        var isMeant = IsNumber(left) || IsNumber(right) || (left is string && right is string);
        if (!reads || !isMeant || (left as string ?? right as string) is not { } text)
        {
            return;
        }

        throw new ScriptRuntimeException(
            span,
            $"`{TextForm.Short(text)}` is text, not a number, so `{op.ToText()}` cannot calculate with it. "
                + "Write `| string.to_float` behind it; to join texts write `$\"{a}{b}\"`."
        );
    }

    public static bool IsNumber(object? value) =>
        value is int or long or decimal or double or float or BigInteger or short or byte or uint or ulong;

    public static bool Reads(string text) =>
        text.Length > 0
        && !text.AsSpan().ContainsAnyExcept(Digits)
        && double.TryParse(text, Style, Invariant, out var number)
        && double.IsFinite(number);

    /// <summary>Also with a decimal comma: what was meant is a number all the same.</summary>
    private static bool Looks(string text) => Reads(text) || WithComma().IsMatch(text);

    private static int Order(object left, object right) =>
        left is not (double or float) && right is not (double or float) && Exact(left) is { } a && Exact(right) is { } b
            ? a.CompareTo(b)
            : Rounded(left).CompareTo(Rounded(right));

    private static decimal? Exact(object value) =>
        decimal.TryParse(Convert.ToString(value, Invariant), Style, Invariant, out var number) ? number : null;

    private static double Rounded(object value) =>
        value is BigInteger large ? (double)large
        : value is string text ? double.Parse(text, Style, Invariant)
        : Convert.ToDouble(value, Invariant);

    private static ScriptRuntimeException NotANumber(SourceSpan span, string text, object number) =>
        new(
            span,
            $"`{TextForm.Short(text)}` is not a number, but it is compared with the number "
                + $"{Convert.ToString(number, Invariant)}."
                + (
                    text.Contains(',', StringComparison.Ordinal)
                        ? " Declare a column of rows with `types: { COLUMN: number }` and `decimal: \",\"`; "
                            + "elsewhere write `| string.replace ',' '.'` behind the text."
                        : " Correct the value, or compare it with text in quotes."
                )
        );

    [GeneratedRegex(@"^\s*[-+]?[0-9][0-9 \u00A0.]*,[0-9]+\s*\z")]
    private static partial Regex WithComma();
}
