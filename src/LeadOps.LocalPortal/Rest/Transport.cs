using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Limits;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Rest;

/// <summary>HTTP in and out: address, credential, envelopes, and the faults that strike a request.</summary>
internal sealed class Transport(
    Portal portal,
    OAuthServer oauth,
    Credentials credentials,
    FaultDesk faults,
    PortalCut cut
)
{
    private readonly Lock oneAtATime = new();
    private int inFlight;

    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/control/", StringComparison.Ordinal))
        {
            await ControlAsync(http, path["/control/".Length..]);
        }
        else if (path.StartsWith("/oauth/", StringComparison.Ordinal))
        {
            await OAuthAsync(http, path.TrimEnd('/'));
        }
        else if (path.StartsWith("/rest/api/", StringComparison.Ordinal))
        {
            await AnswerWriter.JsonAsync(
                http,
                404,
                new JsonObject
                {
                    ["error"] = new JsonObject
                    {
                        ["code"] = "BITRIX_REST_V3_EXCEPTION_METHODNOTFOUNDEXCEPTION",
                        ["message"] = "Method not found",
                    },
                }
            );
        }
        else if (path.StartsWith("/rest/", StringComparison.Ordinal))
        {
            await CountedAsync(http, path["/rest/".Length..]);
        }
        else
        {
            await AnswerWriter.JsonAsync(http, 404, AnswerWriter.Error("ERROR_METHOD_NOT_FOUND", "Method not found!"));
        }
    }

    private async Task CountedAsync(HttpContext http, string path)
    {
        Interlocked.Increment(ref inFlight);
        try
        {
            await RestAsync(http, path);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task OAuthAsync(HttpContext http, string path)
    {
        var call = await RequestReader.ReadAsync(http.Request);
        var restUrl = new Uri($"{http.Request.Scheme}://{http.Request.Host}/rest/");
        if (path == "/oauth/authorize")
        {
            await AuthoriseAsync(http, call, restUrl);
            return;
        }

        (int Status, JsonObject Body) answer;
        lock (oneAtATime)
        {
            answer = oauth.Answer(call, restUrl);
        }

        await AnswerWriter.JsonAsync(http, answer.Status, answer.Body);
    }

    /// <summary>There is nobody to ask in the browser: the administrator agrees at once. Without a return address the code is shown.</summary>
    private async Task AuthoriseAsync(HttpContext http, Parameters call, Uri restUrl)
    {
        if (call.Get("client_id") != oauth.ClientId)
        {
            await AnswerWriter.HtmlAsync(http, 404, "Application not found");
            return;
        }

        string code;
        lock (oneAtATime)
        {
            code = oauth.Code(1);
        }

        var given = new JsonObject
        {
            ["code"] = code,
            ["state"] = call.Get("state"),
            ["domain"] = restUrl.Authority,
            ["member_id"] = oauth.MemberId,
            ["scope"] = string.Join(',', oauth.Scopes),
            ["server_domain"] = restUrl.Authority,
        };
        if (Uri.TryCreate(call.Get("redirect_uri"), UriKind.Absolute, out var back) && back.IsLoopback)
        {
            var query = string.Join(
                '&',
                given.Select(pair => $"{pair.Key}={Uri.EscapeDataString((string)pair.Value!)}")
            );
            http.Response.Redirect($"{back}{(back.Query.Length > 0 ? '&' : '?')}{query}");
            return;
        }

        await AnswerWriter.JsonAsync(http, 200, given);
    }

    private async Task RestAsync(HttpContext http, string path)
    {
        var call = await RequestReader.ReadAsync(http.Request);
        var (method, isXml) = Credentials.Method(path);
        var struck = faults.Strike(Called(method, call));
        foreach (var slow in struck.Request.Where(fault => fault.Action == "slow"))
        {
            await Task.Delay(TimeSpan.FromSeconds(CallCosts.Seconds(slow.Argument) ?? 0), http.RequestAborted);
        }

        if (struck.First("drop-before", "500", "html502", "http503", "limit", "overload", "move") is { } before)
        {
            await InsteadAsync(http, before, path);
            return;
        }

        var answer = Run(http, path, method, call, struck);
        if (answer is not { } done)
        {
            await (cut == PortalCut.Drop ? Abort(http) : AnswerWriter.HtmlAsync(http, 504, "Gateway Time-out"));
            return;
        }

        await (
            struck.First("drop-after", "500-after", "cut", "invalid-json")?.Action switch
            {
                "drop-after" => Abort(http),
                "500-after" => AnswerWriter.JsonAsync(
                    http,
                    500,
                    AnswerWriter.Error("INTERNAL_SERVER_ERROR", "Internal server error")
                ),
                "cut" => AnswerWriter.CutAsync(http, done.Body),
                "invalid-json" => AnswerWriter.InvalidJsonAsync(http, done.Body),
                _ => isXml
                    ? AnswerWriter.XmlAsync(http, done.Status, done.Body)
                    : AnswerWriter.JsonAsync(http, done.Status, done.Body),
            }
        );
    }

    private static List<string> Called(string method, Parameters call) =>
        method == "batch"
            ? [method, .. Batch.Commands(call).Select(command => Batch.MethodOf(command.Command).ToLowerInvariant())]
            : [method];

    private static Task Abort(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static Task InsteadAsync(HttpContext http, Fault fault, string path)
    {
        if (fault.Action == "move")
        {
            http.Response.StatusCode = 302;
            http.Response.Headers.Location = fault.Argument.TrimEnd('/') + "/rest/" + path;
        }

        return fault.Action switch
        {
            "drop-before" => Abort(http),
            "500" => AnswerWriter.JsonAsync(
                http,
                500,
                AnswerWriter.Error("INTERNAL_SERVER_ERROR", "Internal server error")
            ),
            "limit" => AnswerWriter.JsonAsync(
                http,
                503,
                AnswerWriter.Error("QUERY_LIMIT_EXCEEDED", "Too many requests")
            ),
            "overload" => AnswerWriter.JsonAsync(
                http,
                503,
                AnswerWriter.Error("OVERLOAD_LIMIT", "REST API is blocked due to overload")
            ),
            "http503" => AnswerWriter.HtmlAsync(http, 503, "Service Temporarily Unavailable"),
            "html502" => AnswerWriter.HtmlAsync(http, 502, "Bad Gateway"),
            _ => Task.CompletedTask,
        };
    }

    /// <summary>Null when the request lasted too long and was cut.</summary>
    private (int Status, JsonObject Body)? Run(
        HttpContext http,
        string path,
        string method,
        Parameters call,
        Struck struck
    )
    {
        var header = http.Request.Headers.Authorization.ToString();
        var bearer = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        lock (oneAtATime)
        {
            try
            {
                Prepare(struck);
                portal.Settings.Check(http.Request.IsHttps);
                var caller = credentials.Caller(path, call, bearer);
                return portal.Bucket.TryAdd($"{http.Connection.RemoteIpAddress}")
                    ? (200, portal.Handle(method, call, caller, struck))
                    : throw new RestException(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
            }
            catch (RestException problem)
            {
                return (problem.Status, problem.Body);
            }
            catch (RequestCutException)
            {
                return null;
            }
            catch (Exception problem)
                when (problem
                        is InvalidOperationException
                            or FormatException
                            or ArgumentException
                            or KeyNotFoundException
                            or OverflowException
                            or DbException
                )
            {
                // A shape that no method expects, or a full disk, must not bring the portal down or show its inside.
                Console.Error.WriteLine(problem);
                return (500, AnswerWriter.Error("INTERNAL_SERVER_ERROR", "Internal server error"));
            }
        }
    }

    private void Prepare(Struck struck)
    {
        portal.Clock.Skew = struck.First("skew") is { } skew
            ? FaultScript.Skew(skew.Argument) ?? TimeSpan.Zero
            : TimeSpan.Zero;
        foreach (var fault in struck.Request)
        {
            switch (fault.Action)
            {
                case "ban":
                    portal.Operating.Ban(fault.Argument);
                    break;
                case "expire-token":
                    oauth.ExpireAll();
                    break;
                case "token-revoked":
                    oauth.RevokeAll();
                    break;
                case "refuse":
                    portal.Settings.Refused.Add(long.Parse(fault.Argument[3..], CultureInfo.InvariantCulture));
                    break;
                case "edit":
                    var parts = fault
                        .Argument.Split(';')
                        .Select(part => part.Split('=', 2))
                        .ToDictionary(part => part[0], part => part[^1]);
                    portal.Leads.EditBehind(
                        long.Parse(parts["id"], CultureInfo.InvariantCulture),
                        new JsonObject(
                            parts
                                .Where(part => part.Key != "id")
                                .Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value))
                        )
                    );
                    break;
            }
        }
    }

    private async Task ControlAsync(HttpContext http, string what)
    {
        if (what == "inflight")
        {
            await AnswerWriter.JsonAsync(http, 200, new JsonObject { ["inflight"] = Volatile.Read(ref inFlight) });
            return;
        }

        if (http.Request.Query["secret"] != portal.Store.Secret)
        {
            await AnswerWriter.JsonAsync(
                http,
                401,
                AnswerWriter.Error("NO_AUTH_FOUND", "Add ?secret= with the webhook's secret")
            );
            return;
        }

        if (await RequestReader.ControlAsync(http.Request) is not { } call)
        {
            await AnswerWriter.JsonAsync(
                http,
                400,
                AnswerWriter.Error(
                    "INVALID",
                    "The body is no JSON object. Write for instance `{\"script\": \"drop-after@3\"}`."
                )
            );
            return;
        }

        (int Status, JsonNode Body) answer;
        lock (oneAtATime)
        {
            answer = new ControlDoor(portal, oauth, faults).Answer(what, call);
        }

        await AnswerWriter.JsonAsync(http, answer.Status, answer.Body);
    }
}
