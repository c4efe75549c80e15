using LeadOps.Diagnostics;
using LeadOps.Templates;

namespace LeadOps.Cli.Settings;

/// <summary>`--portals TAG|NAME[,…]|all`: the portals that are meant.</summary>
internal static class PortalChoice
{
    public const string All = "all";

    /// <summary>Each portal once, in the order of the names.</summary>
    public static IReadOnlyList<PortalConfig> Of(LeadOpsSettings settings, string text)
    {
        var words = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (
            var word in words.Where(word => word != All && !settings.Portals.Values.Any(one => IsMeant(one, word)))
        )
        {
            throw Unknown(settings, word);
        }

        var chosen = settings
            .Portals.Values.Where(portal => words.Any(word => word == All || IsMeant(portal, word)))
            .OrderBy(portal => portal.Name, StringComparer.Ordinal)
            .ToList();
        return chosen.Count > 0
            ? chosen
            : throw new LeadOpsException(
                Failure.Invalid,
                settings.Portals.Count == 0
                    ? "There are no portals in leadops.yml. Add them under `portals`."
                    : $"`--portals {text}` does not name a portal. {Known(settings)}"
            );
    }

    public static IReadOnlyList<string> Tags(LeadOpsSettings settings) =>
        [.. settings.Portals.Values.SelectMany(portal => portal.Tags).Distinct().Order(StringComparer.Ordinal)];

    private static bool IsMeant(PortalConfig portal, string word) =>
        portal.Name.Equals(word, StringComparison.OrdinalIgnoreCase) || portal.Tags.Contains(word);

    private static LeadOpsException Unknown(LeadOpsSettings settings, string word)
    {
        var near = Suggestions.Nearest(word, [.. settings.Portals.Keys, .. Tags(settings), All]);
        return new LeadOpsException(
            Failure.Invalid,
            $"`--portals {word}`: no portal has this name or "
                + $"tag.{(near is null ? "" : $" Did you mean `{near}`?")} {Known(settings)}"
        );
    }

    private static string Known(LeadOpsSettings settings) =>
        $"Portals: {string.Join(", ", settings.Portals.Keys.Order(StringComparer.Ordinal))}."
        + (Tags(settings) is { Count: > 0 } tags ? $" Tags: {string.Join(", ", tags)}." : " No portal has `tags`.");
}
