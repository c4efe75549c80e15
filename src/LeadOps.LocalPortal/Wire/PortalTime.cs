using System.Globalization;

namespace LeadOps.LocalPortal.Wire;

/// <summary>
/// Dates as the portal's server writes them: with its own offset. Reads ISO 8601 and the portal's own `31.12.2026
/// 18:00:00`.
/// </summary>
internal sealed class PortalTime(TimeZoneInfo zone)
{
    private static readonly string[] OwnFormats = ["dd.MM.yyyy", "dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm:ss"];

    public string Write(DateTimeOffset moment) => Text(TimeZoneInfo.ConvertTime(moment, zone));

    /// <summary>
    /// A date without a time: midnight of UTC, shown at the server's offset (REST.md 1.6:
    /// `2000-01-01T02:00:00+02:00`).
    /// </summary>
    public string WriteDay(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return Text(new DateTimeOffset(midnight, TimeSpan.Zero).ToOffset(zone.GetUtcOffset(midnight)));
    }

    /// <summary>
    /// The day that a date without a time means. West of Greenwich midnight of UTC is an evening of the day before,
    /// so that a date comes back as it was answered.
    /// </summary>
    public bool TryParseDay(string text, out DateOnly day)
    {
        var parsed = TryParse(text, out var moment);
        var isAnswered = text.Length > 10 && moment.UtcDateTime.TimeOfDay == TimeSpan.Zero;
        day = DateOnly.FromDateTime(isAnswered ? moment.UtcDateTime : moment.DateTime);
        return parsed;
    }

    public bool TryParse(string text, out DateTimeOffset moment)
    {
        if (DateTime.TryParseExact(text, OwnFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var own))
        {
            moment = IsOnCalendar(own) ? Here(own) : default;
            return IsOnCalendar(own);
        }

        // A bare number is not a date; the parser would make a time of today of it.
        var isDate = text.Length >= 8 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && text[4] == '-';
        var parsed =
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)
            && isDate
            && IsOnCalendar(moment.DateTime);
        var time = text.AsSpan(Math.Min(10, text.Length));
        if (parsed && time.IndexOfAny("+-Z") < 0)
        {
            moment = Here(moment.DateTime);
        }

        return parsed;
    }

    /// <summary>The first and the last year cannot be shown at every offset.</summary>
    private static bool IsOnCalendar(DateTime local) => local.Year is > 1 and < 9999;

    private DateTimeOffset Here(DateTime local)
    {
        var bare = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(bare, zone.GetUtcOffset(bare));
    }

    private static string Text(DateTimeOffset moment) =>
        moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
