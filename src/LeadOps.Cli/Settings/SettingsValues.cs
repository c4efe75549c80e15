using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Templates;
using Microsoft.Extensions.Configuration;

namespace LeadOps.Cli.Settings;

/// <summary>Values of settings with their types; a wrong one is a problem at its place.</summary>
internal sealed class SettingsValues(IReadOnlyDictionary<string, SourceSpan> places, DiagnosticBag problems)
{
    public TimeZoneInfo? Zone(IConfigurationSection section, string key)
    {
        if (section[key] is not { Length: > 0 } name)
        {
            return null;
        }

        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            return zone;
        }

        problems.Error(
            Place(section, key),
            $"`{name}` is not a time zone.",
            "Write an IANA name, for instance `Europe/Berlin`, or leave it out to use the portal's offset."
        );
        return null;
    }

    public SourceSpan? Place(IConfiguration section, string key) =>
        places.TryGetValue(section is IConfigurationSection inner ? $"{inner.Path}:{key}" : key, out var place)
            ? place
            : null;

    public bool Flag(IConfiguration section, string key, string? value)
    {
        if (value is null or "true" or "false")
        {
            return value == "true";
        }

        problems.Error(Place(section, key), $"`{value}` is not a value for `{key}`.", "Write `true` or `false`.");
        return false;
    }

    public double Number(IConfiguration section, string key, double otherwise)
    {
        var value = section[key];
        if (value is null)
        {
            return otherwise;
        }

        if (double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0)
        {
            return number;
        }

        problems.Error(Place(section, key), $"`{value}` is not a value for `{key}`.", "Write a number of at least 0.");
        return otherwise;
    }

    public string? OneOf(IConfiguration section, string key, string[] allowed)
    {
        var value = section[key];
        if (value is not null && !allowed.Contains(value))
        {
            problems.Error(Place(section, key), $"`{value}` is not a value for `{key}`.", Near(value, allowed));
        }

        return value;
    }

    public static string Near(string name, IEnumerable<string> names) =>
        Suggestions.Nearest(name, names) is { } near
            ? $"Did you mean `{near}`?"
            : $"There are: {string.Join(", ", names)}.";
}
