using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Access;

/// <summary>
/// One local application: codes of 30 seconds, access tokens of an hour, refresh tokens of 180 days that are replaced
/// by every refresh. Kept with the data, so that a client's saved token outlives a restart.
/// </summary>
internal sealed class OAuthServer
{
    public const int Lifetime = 3600;

    private readonly PortalStore store;
    private readonly TimeProvider clock;
    private readonly Tokens tokens;

    public OAuthServer(PortalStore store, TimeProvider clock)
    {
        (this.store, this.clock) = (store, clock);
        ClientSecret = $"app-{store.Secret}";
        MemberId = Convert.ToHexStringLower(HashOf(ClientSecret))[..32];
        tokens = store.Kept("oauth") is { } kept
            ? JsonSerializer.Deserialize(kept, TokensJson.Default.Tokens)!
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
        tokens.Access[token] = new Pass(clock.GetUtcNow().AddSeconds(Lifetime), userId);
        Save();
        return token;
    }

    /// <summary>What the portal's authorisation page gives back in the address.</summary>
    public string Code(int userId)
    {
        var code = Fresh();
        tokens.Codes[code] = new Pass(clock.GetUtcNow().AddSeconds(30), userId);
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

    /// <summary>What a code gave; a code works once.</summary>
    public Pass? Redeem(string code) => tokens.Codes.Remove(code, out var granted) ? granted : null;

    public bool IsRefresh(string token) => token == tokens.Refresh && tokens.RefreshUntil > clock.GetUtcNow();

    public (string Access, string Refresh, int UserId, long Expires) Issue(int? userId)
    {
        var now = clock.GetUtcNow();
        foreach (var old in tokens.Access.Where(pair => pair.Value.Until.AddDays(1) < now).ToList())
        {
            tokens.Access.Remove(old.Key);
        }

        (tokens.UserId, tokens.Refresh, tokens.RefreshUntil) = (userId ?? tokens.UserId, Fresh(), now.AddDays(180));
        return (Grant(tokens.UserId), tokens.Refresh, tokens.UserId, now.ToUnixTimeSeconds() + Lifetime);
    }

    public bool IsAlive(Pass pass) => pass.Until > clock.GetUtcNow();

    private void Save() => store.Keep("oauth", JsonSerializer.Serialize(tokens, TokensJson.Default.Tokens));

    private static string Fresh() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));

    private static byte[] HashOf(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
