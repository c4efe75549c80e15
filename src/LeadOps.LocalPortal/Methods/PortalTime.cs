using System.Globalization;

namespace LeadOps.LocalPortal.Methods;

/// <summary>Dates as the portal's server writes them: with its own offset. Reads ISO 8601 and the portal's own `31.12.2026 18:00:00`.</summary>
internal static class PortalTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(2);

    private static readonly string[] OwnFormats = ["dd.MM.yyyy", "dd.MM.yyyy HH:mm", "dd.MM.yyyy HH:mm:ss"];

    public static string Write(DateTimeOffset moment) =>
        moment.ToOffset(Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        if (DateTime.TryParseExact(text, OwnFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var own))
        {
            moment = new DateTimeOffset(own, Offset);
            return true;
        }

        // A bare number is no date; the parser would make a time of today of it.
        var isDate = text.Length >= 8 && text.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0 && text[4] == '-';
        var parsed =
            DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment)
            && isDate;
        var time = text.AsSpan(Math.Min(10, text.Length));
        if (parsed && time.IndexOfAny("+-Z") < 0)
        {
            moment = new DateTimeOffset(DateTime.SpecifyKind(moment.DateTime, DateTimeKind.Unspecified), Offset);
        }

        return parsed;
    }
}
