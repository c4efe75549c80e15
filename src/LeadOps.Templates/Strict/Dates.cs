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

    public static bool Try(
        TemplateContext context,
        ScriptBinaryOperator op,
        SourceSpan span,
        object left,
        object right,
        out object? result
    )
    {
        result = null;
        if (Operators.IsComparison(op))
        {
            if ((left is string || IsDate(left)) && (right is string || IsDate(right)))
            {
                result = Operators.Holds(op, Order(span, left, right));
                return true;
            }

            return false;
        }

        result = (op, left, right) switch
        {
            (ScriptBinaryOperator.Subtract, _, _) when IsDate(left) && IsDate(right) => Difference(left, right),
            (ScriptBinaryOperator.Add, DateTimeOffset date, TimeSpan shift) => Shifted(span, () => date + shift),
            (ScriptBinaryOperator.Subtract, DateTimeOffset date, TimeSpan shift) => Shifted(span, () => date - shift),
            (ScriptBinaryOperator.Subtract, DateTime date, TimeSpan shift) => Shifted(span, () => date - shift),
            (ScriptBinaryOperator.Add, DateTimeOffset date, string text) => TextForm.Iso(date) + text,
            (ScriptBinaryOperator.Add, string text, DateTimeOffset date) => text + TextForm.Iso(date),
            _ => null,
        };
        return result is not null
            || (
                IsMoment(left, right)
                    ? throw new ScriptRuntimeException(
                        span,
                        $"The operator `{op.ToText()}` is not supported between "
                            + $"{context.GetTypeName(left)} and {context.GetTypeName(right)}."
                    )
                    : false
            );
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
        value is not string text ? value
        : text.Length >= 8
        && !DayOrMonthFirst().IsMatch(text)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? HasOffset(text) ? (object)date
                : date.DateTime
        : throw new ScriptRuntimeException(
            span,
            $"`{TextForm.Short(text)}` is not a date; compare a date with ISO text such as `2026-05-01`."
        );

    /// <summary>01.02.2026 is two different days, depending on who reads it.</summary>
    [GeneratedRegex(@"^\s*\d{1,2}[./-]\d{1,2}[./-]\d")]
    public static partial Regex DayOrMonthFirst();

    public static bool HasOffset(string text) =>
        text.EndsWith('Z') || (text.Length > 10 && (text.LastIndexOf('+') > 10 || text.LastIndexOf('-') > 10));

    private static object Shifted<T>(SourceSpan span, Func<T> shift)
        where T : struct
    {
        try
        {
            return shift();
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ScriptRuntimeException(span, "The result lies outside the years 1 to 9999.");
        }
    }
}
