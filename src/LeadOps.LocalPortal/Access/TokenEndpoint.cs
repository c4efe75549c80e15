using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Access;

/// <summary>The token endpoint of the application: a code or a refresh token against new tokens.</summary>
internal sealed class TokenEndpoint(OAuthServer oauth)
{
    /// <summary>Ways in which the token server refuses everything.</summary>
    private static readonly Dictionary<string, (int Status, string Text)> Refusals = new(StringComparer.Ordinal)
    {
        ["NOT_INSTALLED"] = (401, "Application not installed"),
        ["PAYMENT_REQUIRED"] = (402, "Payment required"),
    };

    public (int Status, JsonObject Body) Answer(Parameters call, Uri restUrl)
    {
        var isRefresh = call.Get("grant_type") == "refresh_token";
        var problem = oauth.Refusal is { } refusal
            ? Refused(Refusals[refusal].Status, refusal, Refusals[refusal].Text)
            : Malformed(call, isRefresh ? "refresh_token" : "code") ?? Foreign(call);
        return problem
            ?? (isRefresh ? Refresh(call.Get("refresh_token"), restUrl) : Exchange(call.Get("code"), restUrl));
    }

    /// <param name="proof">The parameter that proves that somebody agreed.</param>
    private static (int, JsonObject)? Malformed(Parameters call, string proof)
    {
        if (call.Get("grant_type") is not ("refresh_token" or "authorization_code"))
        {
            return Refused(400, "invalid_request", "An incorrectly formatted authorization request was provided");
        }

        var missing = new[] { "client_id", "client_secret", proof }.FirstOrDefault(name => call.Get(name).Length == 0);
        return missing is null ? null : Refused(400, "invalid_request", $"No \"{missing}\" parameter found");
    }

    private (int, JsonObject)? Foreign(Parameters call)
    {
        if (call.Get("client_id") != oauth.ClientId)
        {
            return Refused(200, "wrong_client", null);
        }

        if (call.Get("client_secret") != oauth.ClientSecret)
        {
            return Refused(
                400,
                "invalid_client",
                "Invalid client data was provided. The application may not be installed in Bitrix24"
            );
        }

        var asked = call.Get("scope")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return asked.All(oauth.Scopes.Contains)
            ? null
            : Refused(403, "invalid_scope", "Given scope exceeds permissions associated with given grant");
    }

    private (int, JsonObject) Refresh(string refresh, Uri restUrl) =>
        oauth.IsRefresh(refresh) ? (200, Issue(restUrl, null)) : Refused(400, "invalid_grant", null);

    private (int, JsonObject) Exchange(string code, Uri restUrl) =>
        oauth.Redeem(code) is { } granted && oauth.IsAlive(granted)
            ? (200, Issue(restUrl, granted.UserId))
            : Refused(400, "invalid_grant", "Invalid authorization code");

    /// <param name="userId">Of the code; a refresh keeps its user.</param>
    private JsonObject Issue(Uri restUrl, int? userId)
    {
        var (access, refresh, user, expires) = oauth.Issue(userId);
        var issued = new JsonObject
        {
            ["access_token"] = access,
            ["expires_in"] = OAuthServer.Lifetime,
            ["scope"] = string.Join(',', oauth.Scopes),
            ["domain"] = restUrl.Authority,
            ["server_endpoint"] = restUrl.ToString(),
            ["status"] = "L",
            ["client_endpoint"] = restUrl.ToString(),
            ["member_id"] = oauth.MemberId,
            ["refresh_token"] = refresh,
        };
        if (userId is null)
        {
            (issued["expires"], issued["user_id"]) = (expires, user);
        }

        return issued;
    }

    private static (int, JsonObject) Refused(int status, string code, string? text)
    {
        var body = new JsonObject { ["error"] = code };
        if (text is not null)
        {
            body["error_description"] = text;
        }

        return (status, body);
    }
}
