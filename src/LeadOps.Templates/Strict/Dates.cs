using System.Globalization;
using System.Text.RegularExpressions;
using Scriban;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Strict;

/// <summary>Dates under operators: compared by instant, also with ISO text, and with an offset of their own.</summary>
internal static partial class Dates
{
    public static bool IsDate(object? value) => value is DateTime or DateTimeOffset;

    /// <summary>Dates with an offset are unknown to Scriban.</summary>
    public static bool IsMoment(object left, object right) => left is DateTimeOffset || right is DateTimeOffset;

    /// <summary>Null leaves the operator to Scriban.</summary>
    public static object? Result(
        TemplateContext context,
        ScriptBinaryOperator op,
        SourceSpan span,
        object left,
        object right
    )
    {
        if (Operators.IsComparison(op))
        {
            return (left is string || IsDate(left)) && (right is string || IsDate(right))
                ? Operators.Holds(op, Order(span, left, right))
                : null;
        }

        object? result = (op, left, right) switch
        {
            (ScriptBinaryOperator.Subtract, _, _) when IsDate(left) && IsDate(right) => Difference(left, right),
            (ScriptBinaryOperator.Add, DateTimeOffset date, TimeSpan shift) => date + shift,
            (ScriptBinaryOperator.Subtract, DateTimeOffset date, TimeSpan shift) => date - shift,
            (ScriptBinaryOperator.Subtract, DateTime date, TimeSpan shift) => date - shift,
            (ScriptBinaryOperator.Add, DateTimeOffset date, string text) => TextForm.Iso(date) + text,
            (ScriptBinaryOperator.Add, string text, DateTimeOffset date) => text + TextForm.Iso(date),
            _ => null,
        };
        return result is null && IsMoment(left, right)
            ? throw new ScriptRuntimeException(
                span,
                $"The operator `{op.ToText()}` is not supported between "
                    + $"{context.GetTypeName(left)} and {context.GetTypeName(right)}."
            )
            : result;
    }

    private static int Order(SourceSpan span, object left, object right)
    {
        var (a, b) = (Read(span, left), Read(span, right));
        return (a, b) switch
        {
            (DateTimeOffset first, DateTimeOffset second) => first.CompareTo(second),
            _ when IsDay(left) || IsDay(right) => Wall(a).Date.CompareTo(Wall(b).Date),
            _ => Wall(a).CompareTo(Wall(b)),
        };
    }

    /// <summary>A day against a moment means the whole day.</summary>
    private static bool IsDay(object value) =>
        value is string text
            ? !text.Contains(':', StringComparison.Ordinal)
            : value is DateTime { Kind: DateTimeKind.Unspecified, TimeOfDay.Ticks: 0 };

    private static object Difference(object left, object right) =>
        (left, right) is (DateTimeOffset first, DateTimeOffset second) ? first - second : Wall(left) - Wall(right);

    public static DateTime Wall(object date) => date is DateTimeOffset moment ? moment.DateTime : (DateTime)date;

    private static object Read(SourceSpan span, object value) =>
        value is not string text
            ? value
            : Read(text, CultureInfo.InvariantCulture)
                ?? throw new ScriptRuntimeException(
                    span,
                    $"`{TextForm.Short(text)}` is not a date; compare a date with ISO text such as `2026-05-01`."
                );

    /// <summary>A date with the offset that the text has, or with none; null when it is not a date.</summary>
    public static object? Read(string text, IFormatProvider culture) =>
        IsClear().IsMatch(text)
        && DateTimeOffset.TryParse(text, culture, DateTimeStyles.AssumeUniversal, out var date)
        && date.Year >= 1000
            ? HasOffset(text)
                ? date
                : (object)date.DateTime
            : null;

    public static bool HasOffset(string text) => Offset().IsMatch(text);

    /// <summary>With a year of four digits, and not as 01.02.2026, which is two different days.</summary>
    [GeneratedRegex(@"^(?!\s*\d{1,2}[./-]\d{1,2}[./-]\d)(.*[^.\d])?\d{4}(?!\d)")]
    private static partial Regex IsClear();

    [GeneratedRegex(@"(\d[Zz]|\d[+-]\d\d:?\d\d)\s*$")]
    private static partial Regex Offset();
}
