using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Rest;

/// <summary>One local application: access tokens of an hour, refresh tokens that are replaced by every refresh.</summary>
internal sealed class OAuthServer(string secret, TimeProvider clock)
{
    private const int Lifetime = 3600;

    private readonly Dictionary<string, DateTimeOffset> access = new(StringComparer.Ordinal);

    public string ClientId { get; } = "local.leadops";

    public string ClientSecret { get; } = $"app-{secret}";

    /// <summary>The refresh token that is good now.</summary>
    public string RefreshToken { get; private set; } = $"refresh-{secret}";

    public void ExpireAll() => access.Keys.ToList().ForEach(token => access[token] = DateTimeOffset.MinValue);

    public void Check(string token)
    {
        if (!access.TryGetValue(token, out var until))
        {
            throw new RestException(401, "invalid_token", "Unable to get application by token");
        }

        if (until <= clock.GetUtcNow())
        {
            throw new RestException(401, "expired_token", "The access token provided has expired.");
        }
    }

    public (int Status, JsonObject Body) Answer(Parameters call, Uri restUrl)
    {
        string Given(string name) => Parameters.Text(call[name]) ?? "";
        if (Given("grant_type") != "refresh_token")
        {
            return Refused("invalid_request", "An incorrectly formatted authorization request was provided");
        }

        if (Given("client_id") != ClientId || Given("client_secret") != ClientSecret)
        {
            return Refused("invalid_client", "Invalid client data was provided. The application may not be installed in Bitrix24");
        }

        if (Given("refresh_token") != RefreshToken)
        {
            return Refused("invalid_grant", "Invalid authorization tokens were provided");
        }

        return (200, Issue(restUrl));
    }

    private JsonObject Issue(Uri restUrl)
    {
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        var until = clock.GetUtcNow().AddSeconds(Lifetime);
        access[token] = until;
        RefreshToken = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
        return new JsonObject
        {
            ["access_token"] = token,
            ["expires"] = until.ToUnixTimeSeconds(),
            ["expires_in"] = Lifetime,
            ["scope"] = "crm,user",
            ["domain"] = restUrl.Authority,
            ["server_endpoint"] = restUrl.ToString(),
            ["status"] = "L",
            ["client_endpoint"] = restUrl.ToString(),
            ["member_id"] = ClientSecret.GetHashCode(StringComparison.Ordinal).ToString("x8", CultureInfo.InvariantCulture),
            ["user_id"] = 1,
            ["refresh_token"] = RefreshToken,
        };
    }

    private static (int, JsonObject) Refused(string code, string text) => (400, new JsonObject { ["error"] = code, ["error_description"] = text });
}
