using System.Globalization;

namespace LeadOps.LocalPortal.Wire;

/// <summary>The time zone of the portal's server, by an offset or a name.</summary>
internal static class PortalZone
{
    public const string Usual = "+02:00";

    public static TimeZoneInfo Find(string? text)
    {
        var name = text ?? Usual;
        if (name.Length == 0)
        {
            throw Unknown(name);
        }

        if (
            name[0] is '+' or '-'
            && TimeSpan.TryParseExact(name[1..], @"hh\:mm", CultureInfo.InvariantCulture, out var time)
        )
        {
            var offset = name[0] == '-' ? -time : time;
            return time <= TimeSpan.FromHours(14)
                ? TimeZoneInfo.CreateCustomTimeZone(name, offset, name, name)
                : throw Unknown(name);
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : throw Unknown(name);
    }

    private static LocalPortalException Unknown(string name) =>
        new($"`{name}` is not a time zone. Write an offset such as `+02:00`, or a name such as `Europe/Berlin`.");
}
