using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Access;

/// <summary>Who calls: `USER/SECRET/method[.json|.xml]`, or `method` with an access token.</summary>
internal sealed class Credentials(PortalStore store, OAuthServer oauth, Settings settings, TimeProvider clock)
{
    public Caller Caller(string path, Parameters call, string? bearer)
    {
        var parts = Parts(path);
        if (parts.Length == 1 && (call.Get("auth") is { Length: > 0 } given ? given : bearer) is { Length: > 0 } token)
        {
            return Application(token, parts[0]);
        }

        return parts.Length >= 3
            ? Webhook(parts[0], parts[1])
            : throw new RestException(401, "NO_AUTH_FOUND", "Wrong authorization data");
    }

    /// <summary>The method in lower case, and whether the answer is wanted as XML.</summary>
    public static (string Method, bool IsXml) Method(string path)
    {
        var name = Parts(path)[^1].ToLowerInvariant();
        return name.EndsWith(".json", StringComparison.Ordinal) ? (name[..^5], false)
            : name.EndsWith(".xml", StringComparison.Ordinal) ? (name[..^4], true)
            : (name, false);
    }

    private static string[] Parts(string path) => path.Trim('/').Split('/');

    private Caller Application(string token, string method)
    {
        try
        {
            var user = store.Catalogue.User(oauth.Check(token))!;
            return Checked(user, "application", oauth.Scopes, isApplication: true);
        }
        catch (RestException problem)
            when (problem.Code == "invalid_token" && method.StartsWith("app.info", StringComparison.OrdinalIgnoreCase))
        {
            throw new RestException(400, "invalid_client", "");
        }
    }

    private Caller Webhook(string userId, string secret)
    {
        var user = int.TryParse(userId, out var id) ? store.Catalogue.User(id) : null;
        var webhook = settings.Webhooks.FirstOrDefault(known => known.UserId == id && known.Secret == secret);
        var isKnown = webhook is null
            ? secret == store.Secret
            : webhook.ExpiresAt is null || webhook.ExpiresAt > clock.GetUtcNow();
        return user is not null && isKnown
            ? Checked(user, $"{id}/{secret}", webhook?.Scopes ?? ["crm", "user_basic"], isApplication: false)
            : throw new RestException(401, "INVALID_CREDENTIALS", "Invalid request credentials");
    }

    private Caller Checked(User user, string credential, IReadOnlyList<string> scopes, bool isApplication) =>
        user.IsActive
            ? new Caller(user, credential, scopes, settings.RightsOf(user.Id), isApplication)
            : throw new RestException(401, "authorization_error", "Unable to authorize user");
}
