using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>HTTP in: which part of the portal an address means.</summary>
internal sealed class Transport
{
    private readonly (string Prefix, Func<HttpContext, string, Task> Answer)[] routes;

    public Transport(Portal portal, PortalCut cut)
    {
        var rest = new RestEndpoint(portal, cut);
        var control = new ControlEndpoint(portal, rest);
        var files = new FileEndpoint(portal);
        routes =
        [
            (FileEndpoint.Legacy, (http, _) => files.AnswerAsync(http)),
            (FileEndpoint.Universal, (http, _) => files.AnswerAsync(http)),
            (FileEndpoint.Machine, (http, _) => files.AnswerMachineAsync(http)),
            ("/control/", control.AnswerAsync),
            ("/oauth/", new OAuthEndpoint(portal).AnswerAsync),
            ("/rest/api/", NoVersionThreeAsync),
            ("/rest/", rest.AnswerAsync),
            ("/page/", new PageEndpoint(portal).AnswerAsync),
        ];
    }

    public Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (CrossOrigin.Answers(http, path))
        {
            return Task.CompletedTask;
        }

        if (path == "/")
        {
            return PageEndpoint.FileAsync(http, "index.html");
        }

        foreach (var (prefix, answer) in routes)
        {
            if (path.StartsWith(prefix, StringComparison.Ordinal))
            {
                return answer(http, path[prefix.Length..]);
            }
        }

        return AnswerWriter.JsonAsync(http, 404, AnswerWriter.Error("ERROR_METHOD_NOT_FOUND", "Method not found!"));
    }

    /// <summary>REST 3.0 has an error envelope of its own (REST.md 20).</summary>
    private static Task NoVersionThreeAsync(HttpContext http, string path) =>
        AnswerWriter.JsonAsync(
            http,
            404,
            new JsonObject
            {
                ["error"] = AnswerWriter.Coded("BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION", "Method not found"),
            }
        );
}
