using System.Globalization;
using System.Text.RegularExpressions;
using LeadOps.Scriban.Evaluation;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class DateFunctions
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static TemplateFunction Parse { get; } = F("parse", 1, 3, ParseDate, "text", "pattern", "culture");

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        Parse,
        F("add_days", 2, 2, a => Add(a, (d, n) => d.AddDays(n)), "date", "days"),
        F("add_hours", 2, 2, a => Add(a, (d, n) => d.AddHours(n)), "date", "hours"),
        F("add_minutes", 2, 2, a => Add(a, (d, n) => d.AddMinutes(n)), "date", "minutes"),
        F("add_seconds", 2, 2, a => Add(a, (d, n) => d.AddSeconds(n)), "date", "seconds"),
        F("add_milliseconds", 2, 2, a => Add(a, (d, n) => d.AddMilliseconds(n)), "date", "millis"),
        F(
            "add_months",
            2,
            2,
            a => Add(a, (d, n) => d.AddMonths((int)Math.Round(n, MidpointRounding.ToEven))),
            "date",
            "months"
        ),
        F(
            "add_years",
            2,
            2,
            a => Add(a, (d, n) => d.AddYears((int)Math.Round(n, MidpointRounding.ToEven))),
            "date",
            "years"
        ),
        F("to_string", 2, 3, Format, "date", "pattern", "culture"),
        F(
            "parse_to_string",
            1,
            5,
            ParseToString,
            "text",
            "output_pattern",
            "output_culture",
            "input_pattern",
            "input_culture"
        ),
        F("now", 0, 0, a => throw a.Fail("the clock is not available; use `run.date`")),
        F("utc_now", 0, 0, a => throw a.Fail("the clock is not available; use `run.date`")),
    ];

    private static object? ParseDate(TemplateArguments a)
    {
        if (a.Context.Options.IsStrict && a[0] is DateTime or DateTimeOffset)
        {
            return a[0];
        }

        var text = a[0] is DateTime or DateTimeOffset ? TextForm.Of(a.Context, a[0]) : a.TextOrNull(0);
        return string.IsNullOrEmpty(text) ? null : ParseText(a, text, a.TextOrNull(1), 1);
    }

    private static object ParseText(TemplateArguments a, string text, string? pattern, int patternIndex)
    {
        if (a.Context.Options.IsStrict)
        {
            return ParseStrictly(a, text, pattern, patternIndex);
        }

        if (pattern is null)
        {
            return DateTime.TryParse(text, Invariant, DateTimeStyles.AssumeLocal, out var parsed)
                ? parsed
                : DateTime.MinValue;
        }

        var dotNet = DateFormats.DotNetPattern(pattern) ?? throw Unparsable(a, pattern, patternIndex);
        return DateTime.TryParseExact(text, dotNet, Invariant, DateTimeStyles.AssumeLocal, out var exact)
            ? exact
            : DateTime.MinValue;
    }

    private static object ParseStrictly(TemplateArguments a, string text, string? pattern, int patternIndex)
    {
        var dotNet = pattern is null
            ? null
            : DateFormats.DotNetPattern(pattern) ?? throw Unparsable(a, pattern, patternIndex);
        var parsed = dotNet is null
            ? DateTimeOffset.TryParse(text, Invariant, DateTimeStyles.AssumeUniversal, out var date)
            : DateTimeOffset.TryParseExact(text, dotNet, Invariant, DateTimeStyles.AssumeUniversal, out date);
        // 01.02.2026 is two different days, depending on who reads it.
        if (!parsed || date.Year < 1000 || (pattern is null && Is(a, text, @"^\s*\d{1,2}[./-]\d{1,2}[./-]\d")))
        {
            throw a.Fail(
                $"`{text}` is no date"
                    + (
                        pattern is null
                            ? "; write it as `2026-05-01` or `2026-05-01T10:00:00+02:00`, or give a pattern"
                            : $" of the form `{pattern}`"
                    )
            );
        }

        var hasOffset = text.EndsWith('Z') || Is(a, text, @"[+-]\d\d:?\d\d$");
        return hasOffset ? (object)date : DateTime.SpecifyKind(date.DateTime, DateTimeKind.Unspecified);
    }

    private static bool Is(TemplateArguments a, string text, string pattern) =>
        Regex.IsMatch(text, pattern, RegexOptions.None, a.Context.Options.RegexTimeout);

    private static TemplateException Unparsable(TemplateArguments a, string pattern, int index) =>
        a.Context.Error(a.OffsetOf(index), $"The pattern `{pattern}` is not supported for the parse of dates");

    private static object Add(TemplateArguments a, Func<DateTime, double, DateTime> add)
    {
        var amount = a.Double(1);
        try
        {
            return a[0] switch
            {
                DateTime date => (object)add(date, amount),
                DateTimeOffset date => new DateTimeOffset(
                    DateTime.SpecifyKind(add(date.DateTime, amount), DateTimeKind.Unspecified),
                    date.Offset
                ),
                null => throw a.Fail("the date cannot be null"),
                _ => throw a.Context.Error(
                    a.OffsetOf(0),
                    $"Unable to convert the {TextForm.TypeName(a[0])} `{a.Text(0)}` to a date; use `date.parse`"
                ),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            throw a.Fail("the result lies outside the years 1 to 9999");
        }
    }

    private static string? Format(TemplateArguments a)
    {
        if (a[0] is null)
        {
            return null;
        }

        var date = a[0] switch
        {
            DateTime d => d,
            DateTimeOffset d => d.DateTime,
            _ => throw a.Context.Error(
                a.OffsetOf(0),
                $"Unable to convert the {TextForm.TypeName(a[0])} `{a.Text(0)}` to a date; use `date.parse`"
            ),
        };
        var pattern = a.TextOrNull(1) ?? throw a.Context.Error(a.OffsetOf(1), "The pattern cannot be null");
        return DateFormats.Format(date, pattern == "%g" ? "%g " + a.Context.DateFormat : pattern);
    }

    private static object? ParseToString(TemplateArguments a)
    {
        if (string.IsNullOrEmpty(a.TextOrNull(0)))
        {
            return null;
        }

        var parsed = (IFormattable)ParseText(a, a.Text(0), a.TextOrNull(3), 3);
        var pattern = a.TextOrNull(1) is { } output
            ? DateFormats.DotNetPattern(output) ?? throw Unparsable(a, output, 1)
            : "%d %b %Y";
        try
        {
            return parsed.ToString(pattern, Invariant);
        }
        catch (FormatException problem)
        {
            throw a.Context.Error(a.OffsetOf(1), $"`{pattern}` is no pattern for a date. {problem.Message}");
        }
    }
}
