using System.Globalization;

namespace LeadOps.LocalPortal.Methods;

/// <summary>Dates as the portal's server writes them: with its own offset.</summary>
internal static class PortalTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(2);

    public static string Write(DateTimeOffset moment) => moment.ToOffset(Offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        var parsed = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
        var timePart = text.IndexOf('T', StringComparison.Ordinal) is var t && t > 0 ? text[t..] : "";
        var hasOffset = timePart.AsSpan().IndexOfAny("+-Z") > 0;
        moment = parsed && !hasOffset ? new DateTimeOffset(DateTime.SpecifyKind(moment.DateTime, DateTimeKind.Unspecified), Offset) : moment;
        return parsed;
    }
}
