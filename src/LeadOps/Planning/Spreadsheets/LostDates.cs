using System.Globalization;

namespace LeadOps.Planning.Spreadsheets;

/// <summary>Texts that a spreadsheet takes for dates and times, and writes in the form of its own language.</summary>
internal static class LostDates
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    private static readonly string[] Days =
    [
        "yyyy-M-d",
        "yyyy/M/d",
        "d.M.yyyy",
        "d.M.yy",
        "M/d/yyyy",
        "M/d/yy",
        "d/M/yyyy",
        "d/M/yy",
        "d-M-yyyy",
        "d-MMM-yyyy",
        "d-MMM-yy",
        "d MMM yyyy",
        "d MMMM yyyy",
        "MMM d, yyyy",
        "MMMM d, yyyy",
    ];

    private static readonly string[] Times = ["H:mm", "H:mm:ss", "h:mm tt", "h:mm:ss tt"];

    private static readonly string[] YearlessDays =
    [
        "d/M",
        "M/d",
        "d-M",
        "M-d",
        "d.M",
        "d.M.",
        "d MMM",
        "d MMMM",
        "d-MMM",
        "MMM d",
        "MMMM d",
    ];

    private static readonly string[] Moments =
    [
        .. Days,
        .. Days.SelectMany(day => Times.Select(time => $"{day} {time}")),
        "yyyy-M-d'T'H:mm:ss",
    ];

    public static bool IsSame(string before, string cell) =>
        Read(before, Times).Intersect(Read(cell, Times)).Any()
        || Read(before, Moments).Intersect(Read(cell, Moments)).Any()
        || Read(before, YearlessDays)
            .Select(DayOf)
            .Intersect(Read(cell, [.. Days, .. YearlessDays]).Select(DayOf))
            .Any();

    /// <summary>The same minute, and the second was dropped; or the same day, and the time was.</summary>
    public static bool IsTimeCut(DateTimeOffset before, DateTimeOffset after) =>
        before.AddTicks(-(before.Ticks % TimeSpan.TicksPerMinute)) == after || before.Add(-before.TimeOfDay) == after;

    private static (int, int) DayOf(DateTime date) => (date.Month, date.Day);

    private static IEnumerable<DateTime> Read(string text, IEnumerable<string> formats) =>
        text.Length > 40 || text.AsSpan().IndexOfAnyInRange('0', '9') < 0
            ? []
            : formats
                .Select(format =>
                    DateTime.TryParseExact(text, format, Invariant, DateTimeStyles.NoCurrentDateDefault, out var date)
                        ? date
                        : (DateTime?)null
                )
                .OfType<DateTime>();
}
