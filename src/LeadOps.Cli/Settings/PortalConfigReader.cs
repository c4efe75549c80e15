using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using Microsoft.Extensions.Configuration;

namespace LeadOps.Cli.Settings;

/// <summary>Reads one portal of leadops.yml.</summary>
internal sealed partial class PortalConfigReader(
    SettingsValues values,
    IReadOnlyDictionary<string, SourceSpan> places,
    DiagnosticBag problems
)
{
    public PortalConfig Read(string name, IConfigurationSection section)
    {
        var embedded = section.GetSection("embedded");
        var seed = (int)values.Number(section, "embedded:seed", 0);
        var portal = new PortalConfig(name)
        {
            Url = section["url"],
            IsEmbedded = embedded.Value is { } flag
                ? values.Flag(section, "embedded", flag)
                : embedded.GetChildren().Any(),
            EmbeddedSeed = seed,
            Seedable = values.Flag(section, "seedable", section["seedable"]),
            Protected = values.Flag(section, "protected", section["protected"]),
            Tariff = values.OneOf(section, "tariff", ["standard", "enterprise", "selfHosted"]),
            Api = values.OneOf(section, "api", ["crm.lead", "crm.item"]) ?? "crm.lead",
            OAuth = OAuthOf(name, section.GetSection("oauth")),
            AllowHosts = section["allowHosts"]?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
            OperatingLimit = values.Number(section, "operatingLimit", 480),
            SettleAfter = section["settleAfter"] is null ? null : values.Number(section, "settleAfter", 60),
            TimeZone = values.Zone(section, "timeZone"),
            Tags = TagsOf(section),
        };
        if (portal.Url is null == !portal.IsEmbedded)
        {
            problems.Error(
                places.GetValueOrDefault($"portals:{name}"),
                $"The portal `{name}` needs either `url` or `embedded`.",
                "Add `url: ${BITRIX24_WEBHOOK}`, or `embedded: true`."
            );
        }

        return portal;
    }

    private OAuthConfig? OAuthOf(string portal, IConfigurationSection section)
    {
        if (!section.GetChildren().Any())
        {
            return null;
        }

        foreach (
            var key in new[] { "clientId", "clientSecret", "refreshToken" }.Where(key =>
                string.IsNullOrEmpty(section[key])
            )
        )
        {
            problems.Error(
                places.GetValueOrDefault($"portals:{portal}:oauth"),
                $"`portals.{portal}.oauth` has no `{key}`.",
                $"Add `{key}: ${{NAME}}`."
            );
        }

        return new OAuthConfig(
            section["clientId"] ?? "",
            section["clientSecret"] ?? "",
            section["refreshToken"] ?? "",
            section["tokenUrl"]
        );
    }

    private string[] TagsOf(IConfigurationSection section)
    {
        var tags = section["tags"]?.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries) ?? [];
        foreach (var tag in tags.Where(tag => tag == PortalChoice.All || !Tag().IsMatch(tag)))
        {
            problems.Error(
                values.Place(section, "tags"),
                $"`{tag}` is not a tag.",
                $"Use letters, digits, `-`, `_` and `.`; `{PortalChoice.All}` is reserved for all portals."
            );
        }

        return tags;
    }

    [GeneratedRegex("^[\\p{L}0-9][\\p{L}0-9_.-]*$")]
    private static partial Regex Tag();
}
