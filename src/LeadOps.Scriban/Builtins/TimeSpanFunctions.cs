using System.Globalization;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class TimeSpanFunctions
{
    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("zero", 0, 0, _ => TimeSpan.Zero),
        F("from_days", 1, 1, a => Make(a, TimeSpan.FromDays), "days"),
        F("from_hours", 1, 1, a => Make(a, TimeSpan.FromHours), "hours"),
        F("from_minutes", 1, 1, a => Make(a, TimeSpan.FromMinutes), "minutes"),
        F("from_seconds", 1, 1, a => Make(a, TimeSpan.FromSeconds), "seconds"),
        F("from_milliseconds", 1, 1, a => Make(a, TimeSpan.FromMilliseconds), "millis"),
        F("parse", 1, 1, Parse, "text"),
    ];

    private static object Make(TemplateArguments a, Func<double, TimeSpan> make)
    {
        try
        {
            return make(a.Double(0));
        }
        catch (Exception problem) when (problem is OverflowException or ArgumentException)
        {
            throw a.Fail("the time span is too long");
        }
    }

    private static object Parse(TemplateArguments a) =>
        TimeSpan.TryParse(a.TextOrNull(0), CultureInfo.InvariantCulture, out var span)
            ? span
            : throw a.Fail(
                a[0] is null ? "the text cannot be null" : $"`{a.Text(0)}` was not recognized as a time span"
            );
}
