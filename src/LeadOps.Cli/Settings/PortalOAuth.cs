using LeadOps.Diagnostics;
using LeadOps.Portal;

namespace LeadOps.Cli.Settings;

/// <summary>`oauth` of a portal, with the environment's values.</summary>
internal static class PortalOAuth
{
    private const string PublicTokenUrl = "https://oauth.bitrix.info/oauth/token/";

    /// <summary>Null for a portal with a webhook.</summary>
    public static OAuthSettings? Of(PortalConfig config, Uri url)
    {
        if (config.OAuth is { TokenUrl: null } && url.IsLoopback)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`portals.{config.Name}.oauth` has no `tokenUrl`, and the portal is on this machine: "
                    + "its credentials must not go to Bitrix24. "
                    + "Set the `tokenUrl` that `leadops portal start` prints."
            );
        }

        string Expanded(string text, string key) =>
            EnvironmentText.Expand(text, $"portals.{config.Name}.oauth.{key}", Environment.GetEnvironmentVariable);
        return config.OAuth is not { } oauth
            ? null
            : new OAuthSettings(
                Expanded(oauth.ClientId, "clientId"),
                Expanded(oauth.ClientSecret, "clientSecret"),
                Expanded(oauth.RefreshToken, "refreshToken"),
                PortalAddress.ParseTokenUrl(
                    Expanded(oauth.TokenUrl ?? PublicTokenUrl, "tokenUrl"),
                    $"portals.{config.Name}.oauth.tokenUrl"
                )
            );
    }
}
