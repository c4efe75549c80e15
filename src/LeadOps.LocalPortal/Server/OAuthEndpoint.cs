using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>`/oauth/authorize` and `/oauth/token`.</summary>
internal sealed class OAuthEndpoint(Portal portal)
{
    /// <summary>There is nobody to ask in the browser: the administrator agrees.</summary>
    private const int Agrees = 1;

    private readonly TokenEndpoint tokens = new(portal.OAuth);

    public async Task AnswerAsync(HttpContext http, string path)
    {
        var call = await RequestReader.ReadAsync(http.Request);
        var restUrl = new Uri($"{http.Request.Scheme}://{http.Request.Host}/rest/");
        if (path.TrimEnd('/') == "authorize")
        {
            await AuthoriseAsync(http, call, restUrl);
            return;
        }

        (int Status, JsonObject Body) answer;
        lock (portal.Gate)
        {
            answer = tokens.Answer(call, restUrl);
        }

        await AnswerWriter.JsonAsync(http, answer.Status, answer.Body);
    }

    /// <summary>Without a return address the code is shown.</summary>
    private Task AuthoriseAsync(HttpContext http, Parameters call, Uri restUrl)
    {
        if (call.Get("client_id") != portal.OAuth.ClientId)
        {
            return AnswerWriter.HtmlAsync(http, 404, "Application not found");
        }

        var given = Given(call, restUrl);
        if (!Uri.TryCreate(call.Get("redirect_uri"), UriKind.Absolute, out var back) || !back.IsLoopback)
        {
            return AnswerWriter.JsonAsync(http, 200, given);
        }

        var query = string.Join('&', given.Select(pair => $"{pair.Key}={Uri.EscapeDataString((string)pair.Value!)}"));
        http.Response.Redirect($"{back}{(back.Query.Length > 0 ? '&' : '?')}{query}");
        return Task.CompletedTask;
    }

    private JsonObject Given(Parameters call, Uri restUrl)
    {
        lock (portal.Gate)
        {
            return new JsonObject
            {
                ["code"] = portal.OAuth.Code(Agrees),
                ["state"] = call.Get("state"),
                ["domain"] = restUrl.Authority,
                ["member_id"] = portal.OAuth.MemberId,
                ["scope"] = string.Join(',', portal.OAuth.Scopes),
                ["server_domain"] = restUrl.Authority,
            };
        }
    }
}
