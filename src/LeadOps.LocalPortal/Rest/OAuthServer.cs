using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Rest;

/// <summary>
/// One local application: codes of 30 seconds, access tokens of an hour, refresh tokens of 180 days that are replaced by every
/// refresh. Kept with the data, so that a client's saved token outlives a restart.
/// </summary>
internal sealed class OAuthServer
{
    private const int Lifetime = 3600;

    private readonly PortalStore store;
    private readonly TimeProvider clock;
    private readonly Tokens tokens;

    public OAuthServer(PortalStore store, TimeProvider clock)
    {
        (this.store, this.clock) = (store, clock);
        ClientSecret = $"app-{store.Secret}";
        MemberId = Convert.ToHexStringLower(HashOf(ClientSecret))[..32];
        tokens = store.Kept("oauth") is { } kept
            ? JsonSerializer.Deserialize<Tokens>(kept)!
            : new Tokens { Refresh = $"refresh-{store.Secret}", RefreshUntil = clock.GetUtcNow().AddDays(180) };
    }

    public string ClientId { get; } = "local.leadops";

    public string ClientSecret { get; }

    public string MemberId { get; }

    /// <summary>The refresh token that is good now.</summary>
    public string RefreshToken => tokens.Refresh;

    public IReadOnlyList<string> Scopes { get; set; } = ["crm", "user_basic"];

    /// <summary>Why the token server refuses everything: PAYMENT_REQUIRED or NOT_INSTALLED.</summary>
    public string? Refusal { get; set; }

    public void ExpireAll() =>
        tokens
            .Access.Keys.ToList()
            .ForEach(token => tokens.Access[token] = tokens.Access[token] with { Until = DateTimeOffset.MinValue });

    public void RevokeAll()
    {
        tokens.Access.Clear();
        tokens.Refresh = Fresh();
        Save();
    }

    /// <summary>A token of a user, without the detour over a code; for rehearsals.</summary>
    public string Grant(int userId)
    {
        var token = Fresh();
        tokens.Access[token] = new Access(clock.GetUtcNow().AddSeconds(Lifetime), userId);
        Save();
        return token;
    }

    /// <summary>What the portal's authorisation page gives back in the address.</summary>
    public string Code(int userId)
    {
        var code = Fresh();
        tokens.Codes[code] = new Access(clock.GetUtcNow().AddSeconds(30), userId);
        return code;
    }

    /// <summary>The user whom a token speaks for.</summary>
    public int Check(string token)
    {
        if (!tokens.Access.TryGetValue(token, out var access))
        {
            throw new RestException(401, "invalid_token", "Unable to get application by token");
        }

        return access.Until > clock.GetUtcNow()
            ? access.UserId
            : throw new RestException(401, "expired_token", "The access token provided has expired.");
    }

    public (int Status, JsonObject Body) Answer(Parameters call, Uri restUrl)
    {
        var (grant, isRefresh) = (call.Get("grant_type"), call.Get("grant_type") == "refresh_token");
        var proof = isRefresh ? "refresh_token" : "code";
        if (Refusal is { } refusal)
        {
            return Refused(
                refusal == "NOT_INSTALLED" ? 401 : 402,
                refusal,
                refusal == "NOT_INSTALLED" ? "Application not installed" : "Payment required"
            );
        }

        if (!isRefresh && grant != "authorization_code")
        {
            return Refused(400, "invalid_request", "An incorrectly formatted authorization request was provided");
        }

        if (
            new[] { "client_id", "client_secret", proof }.FirstOrDefault(name => call.Get(name).Length == 0) is
            { } missing
        )
        {
            return Refused(400, "invalid_request", $"No \"{missing}\" parameter found");
        }

        if (call.Get("client_id") != ClientId)
        {
            return Refused(200, "wrong_client", null);
        }

        if (call.Get("client_secret") != ClientSecret)
        {
            return Refused(
                400,
                "invalid_client",
                "Invalid client data was provided. The application may not be installed in Bitrix24"
            );
        }

        if (
            call.Get("scope")
                .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Any(scope => !Scopes.Contains(scope))
        )
        {
            return Refused(403, "invalid_scope", "Given scope exceeds permissions associated with given grant");
        }

        return isRefresh ? Refresh(call.Get("refresh_token"), restUrl) : Exchange(call.Get("code"), restUrl);
    }

    private (int, JsonObject) Refresh(string refresh, Uri restUrl) =>
        refresh == tokens.Refresh && tokens.RefreshUntil > clock.GetUtcNow()
            ? (200, Issue(restUrl, tokens.UserId, isFirst: false))
            : Refused(400, "invalid_grant", null);

    private (int, JsonObject) Exchange(string code, Uri restUrl)
    {
        if (!tokens.Codes.Remove(code, out var granted))
        {
            return Refused(400, "bad_verification_code", null);
        }

        return granted.Until > clock.GetUtcNow()
            ? (200, Issue(restUrl, granted.UserId, isFirst: true))
            : Refused(400, "invalid_grant", null);
    }

    private JsonObject Issue(Uri restUrl, int userId, bool isFirst)
    {
        var now = clock.GetUtcNow();
        tokens
            .Access.Where(pair => pair.Value.Until.AddDays(1) < now)
            .ToList()
            .ForEach(pair => tokens.Access.Remove(pair.Key));
        (tokens.UserId, tokens.Refresh, tokens.RefreshUntil) = (userId, Fresh(), now.AddDays(180));
        var issued = new JsonObject
        {
            ["access_token"] = Grant(userId),
            ["expires_in"] = Lifetime,
            ["scope"] = string.Join(',', Scopes),
            ["domain"] = restUrl.Authority,
            ["server_endpoint"] = restUrl.ToString(),
            ["status"] = "L",
            ["client_endpoint"] = restUrl.ToString(),
            ["member_id"] = MemberId,
            ["refresh_token"] = tokens.Refresh,
        };
        if (!isFirst)
        {
            (issued["expires"], issued["user_id"]) = (now.ToUnixTimeSeconds() + Lifetime, userId);
        }

        return issued;
    }

    private void Save() => store.Keep("oauth", JsonSerializer.Serialize(tokens));

    private static string Fresh() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static (int, JsonObject) Refused(int status, string code, string? text)
    {
        var body = new JsonObject { ["error"] = code };
        if (text is not null)
        {
            body["error_description"] = text;
        }

        return (status, body);
    }

    private sealed record Access(DateTimeOffset Until, int UserId);

    private sealed class Tokens
    {
        public string Refresh { get; set; } = "";

        public DateTimeOffset RefreshUntil { get; set; }

        public int UserId { get; set; } = 1;

        public Dictionary<string, Access> Access { get; init; } = new(StringComparer.Ordinal);

        public Dictionary<string, Access> Codes { get; init; } = new(StringComparer.Ordinal);
    }
}
