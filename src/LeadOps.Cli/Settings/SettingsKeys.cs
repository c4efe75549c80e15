using LeadOps.Diagnostics;
using LeadOps.Templates;

namespace LeadOps.Cli.Settings;

/// <summary>Every key that leadops.yml and LEADOPS_* variables may have.</summary>
internal static class SettingsKeys
{
    private static readonly string[] Top = ["defaultPortal", "portals", "limits", "state", "ledger", "worker"];

    private static readonly string[] State = ["postgres", "schema"];

    private static readonly string[] Worker = ["dashboardPassword"];

    private static readonly string[] Limits = ["maxChanges", "maxPercent", "maxFailures", "maxCreates"];

    private static readonly string[] Portal =
    [
        "url",
        "embedded",
        "seedable",
        "protected",
        "tariff",
        "api",
        "allowHosts",
        "timeZone",
        "operatingLimit",
        "settleAfter",
        "oauth",
        "tags",
    ];

    private static readonly string[] OAuth = ["clientId", "clientSecret", "refreshToken", "tokenUrl"];

    public static void CheckKey(string key, SourceSpan place, DiagnosticBag problems)
    {
        var parts = key.Split(':');
        var known = KnownAt(parts);
        if (known is not null && !known.Contains(parts[^1], StringComparer.Ordinal))
        {
            var near = Suggestions.Nearest(parts[^1], known);
            problems.Error(
                place,
                $"Unknown key `{parts[^1]}`.",
                near is null ? $"There are: {string.Join(", ", known)}." : $"Did you mean `{near}`?"
            );
        }
    }

    public static void CheckVariable(string variable, DiagnosticBag problems)
    {
        var parts = variable["LEADOPS_".Length..].Split("__");
        if (!Top.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
        {
            var near = Suggestions.Nearest(parts[0], Top);
            problems.Error(
                null,
                $"`{variable}` is not a setting of LeadOps.",
                near is null
                    ? $"Known names after LEADOPS_ are: {string.Join(", ", Top)}."
                    : $"Did you mean `LEADOPS_{near.ToUpperInvariant()}`?"
            );
        }
    }

    /// <summary>The keys that may stand where the last part does; null where any name may.</summary>
    internal static string[]? KnownAt(string[] parts) =>
        parts switch
        {
            [_] => Top,
            ["limits", _] => Limits,
            ["state", _] => State,
            ["worker", _] => Worker,
            ["portals", _, _] => Portal,
            ["portals", _, "embedded", _] => ["seed"],
            ["portals", _, "oauth", _] => OAuth,
            _ => null,
        };
}
