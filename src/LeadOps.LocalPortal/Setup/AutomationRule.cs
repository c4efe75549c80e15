using System.Text.RegularExpressions;

namespace LeadOps.LocalPortal.Setup;

/// <summary>
/// One rule of the portal's automation: `after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7; COMMENTS=seen`,
/// `after add set …`, `after update set …`, or `on CODE set …` for the trigger of an incoming webhook.
/// </summary>
internal sealed partial record AutomationRule(
    string Text,
    string? Event,
    string? Field,
    string? Value,
    string? Trigger,
    IReadOnlyDictionary<string, string> Sets
)
{
    public static AutomationRule Parse(string text)
    {
        var match = Form().Match(text.Trim());
        var sets = match
            .Groups["sets"]
            .Value.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(set => set.Split('=', 2))
            .ToList();
        if (!match.Success || sets.Exists(set => set.Length != 2 || set[0].Length == 0))
        {
            throw new LocalPortalException(
                $"`{text}` is not an automation rule. "
                    + "Write `after STATUS_ID becomes IN_PROCESS set ASSIGNED_BY_ID=7; COMMENTS=seen`, "
                    + "`after add set …`, `after update set …` or `on CODE set …`."
            );
        }

        string? Group(string name) => match.Groups[name].Success ? match.Groups[name].Value : null;
        return new AutomationRule(
            text.Trim(),
            Group("event"),
            Group("field"),
            Group("value"),
            Group("trigger"),
            sets.ToDictionary(set => set[0].Trim(), set => set[1].Trim(), StringComparer.Ordinal)
        );
    }

    [GeneratedRegex(
        @"^(?:after\s+(?:(?<event>add|update)|(?<field>[A-Z][A-Z0-9_]*)\s+becomes\s+(?<value>\S+))"
            + @"|on\s+(?<trigger>\S+))\s+set\s+(?<sets>.+)$",
        RegexOptions.Singleline | RegexOptions.CultureInvariant
    )]
    private static partial Regex Form();
}
