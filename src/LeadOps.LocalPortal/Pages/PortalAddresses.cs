using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;

namespace LeadOps.LocalPortal.Pages;

/// <summary>Where clients find this portal, to copy.</summary>
internal sealed class PortalAddresses(string secret, OAuthServer oauth)
{
    /// <summary>Known once the portal listens.</summary>
    public Uri? BaseUrl { get; set; }

    public Uri? HttpsUrl { get; set; }

    public JsonObject Json() =>
        new()
        {
            ["webhook"] = $"{BaseUrl}rest/1/{secret}/",
            ["https"] = HttpsUrl?.ToString(),
            ["rest"] = $"{BaseUrl}rest/",
            ["token"] = $"{BaseUrl}oauth/token/",
            ["clientId"] = oauth.ClientId,
            ["clientSecret"] = oauth.ClientSecret,
            ["refreshToken"] = oauth.RefreshToken,
        };
}
