using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Store;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Rest;

/// <summary>HTTP in and out: address, credential, body forms, envelopes, and the faults that strike a request.</summary>
internal sealed class Transport(Portal portal, OAuthServer oauth, string secret, IReadOnlyList<Fault> script)
{
    private readonly Lock oneAtATime = new();
    private readonly List<Fault> faults = [.. script];
    private long requests;
    private int inFlight;

    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.StartsWith("/control/", StringComparison.Ordinal))
        {
            await ControlAsync(http, path["/control/".Length..]);
            return;
        }

        if (path.TrimEnd('/') == "/oauth/token")
        {
            await TokenAsync(http);
            return;
        }

        if (!path.StartsWith("/rest/", StringComparison.Ordinal))
        {
            await AnswerAsync(http, 404, new JsonObject { ["error"] = "ERROR_METHOD_NOT_FOUND", ["error_description"] = "Method not found!" });
            return;
        }

        Interlocked.Increment(ref inFlight);
        try
        {
            await RestAsync(http, path["/rest/".Length..]);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    private async Task TokenAsync(HttpContext http)
    {
        var call = await ReadAsync(http.Request);
        (int Status, JsonObject Body) answer;
        lock (oneAtATime)
        {
            answer = oauth.Answer(call, new Uri($"{http.Request.Scheme}://{http.Request.Host}/rest/"));
        }

        await AnswerAsync(http, answer.Status, answer.Body);
    }

    private async Task RestAsync(HttpContext http, string path)
    {
        var call = await ReadAsync(http.Request);
        var bearer = http.Request.Headers.Authorization.ToString() is { } header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
        var number = Interlocked.Increment(ref requests);
        List<Fault> struck;
        lock (faults)
        {
            struck = [.. faults.Where(fault => fault.Strikes(number))];
        }

        foreach (var fault in struck.Where(fault => fault.Action == "slow"))
        {
            await Task.Delay(TimeSpan.FromSeconds(double.Parse(fault.Argument.TrimEnd('s'), System.Globalization.CultureInfo.InvariantCulture)), http.RequestAborted);
        }

        if (struck.Find(fault => fault.Action is "drop-before" or "500" or "html502" or "limit" or "overload" or "move") is { } before)
        {
            await InsteadAsync(http, before, path);
            return;
        }

        var (status, body) = Run(path, call, bearer, struck);
        var after = struck.Find(fault => fault.Action is "drop-after" or "500-after" or "cut");
        if (after is { Action: "drop-after" })
        {
            http.Abort();
        }
        else if (after is { Action: "500-after" })
        {
            await AnswerAsync(http, 500, Error("INTERNAL_SERVER_ERROR", "Internal server error"));
        }
        else
        {
            await AnswerAsync(http, status, body, cut: after is not null);
        }
    }

    private static async Task InsteadAsync(HttpContext http, Fault fault, string path)
    {
        switch (fault.Action)
        {
            case "drop-before":
                http.Abort();
                break;
            case "500":
                await AnswerAsync(http, 500, Error("INTERNAL_SERVER_ERROR", "Internal server error"));
                break;
            case "limit":
                await AnswerAsync(http, 503, Error("QUERY_LIMIT_EXCEEDED", "Too many requests"));
                break;
            case "overload":
                await AnswerAsync(http, 503, Error("OVERLOAD_LIMIT", "REST API is blocked due to overload"));
                break;
            case "move":
                http.Response.StatusCode = 302;
                http.Response.Headers.Location = fault.Argument.TrimEnd('/') + "/rest/" + path;
                break;
            default:
                http.Response.StatusCode = 502;
                http.Response.ContentType = "text/html";
                await http.Response.WriteAsync("<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>");
                break;
        }
    }

    private (int Status, JsonObject Body) Run(string path, Parameters call, string? bearer, List<Fault> struck)
    {
        lock (oneAtATime)
        {
            try
            {
                Prepare(struck);
                var (method, caller) = Authorise(path, call, bearer);
                return portal.Bucket.TryAdd()
                    ? (200, portal.Handle(method, call, caller))
                    : throw new RestException(503, "QUERY_LIMIT_EXCEEDED", "Too many requests");
            }
            catch (RestException problem)
            {
                return (problem.Status, problem.Body);
            }
            catch (Exception problem) when (problem is InvalidOperationException or FormatException or ArgumentException or KeyNotFoundException)
            {
                // A shape that no method expects must not bring the portal down or show its inside.
                Console.Error.WriteLine(problem);
                return (500, Error("INTERNAL_SERVER_ERROR", "Internal server error"));
            }
        }
    }

    private void Prepare(List<Fault> struck)
    {
        foreach (var fault in struck)
        {
            switch (fault.Action)
            {
                case "ban":
                    portal.Operating.Ban(fault.Argument);
                    break;
                case "expire-token":
                    oauth.ExpireAll();
                    break;
                case "refuse":
                    portal.Refused.Add(long.Parse(fault.Argument.Replace("id=", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case "edit":
                    var parts = fault.Argument.Split(';').Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[^1]);
                    var id = long.Parse(parts["id"], System.Globalization.CultureInfo.InvariantCulture);
                    portal.Edit(id, new JsonObject(parts.Where(part => part.Key != "id").Select(part => KeyValuePair.Create(part.Key, (JsonNode?)part.Value))));
                    break;
            }
        }
    }

    /// <summary>`USER/SECRET/method[.json]`, or `method[.json]` with an access token.</summary>
    private (string Method, Caller Caller) Authorise(string path, Parameters call, string? bearer)
    {
        var parts = path.Trim('/').Split('/');
        if (parts.Length == 1 && (Parameters.Text(call["auth"]) is { Length: > 0 } given ? given : bearer) is { } token)
        {
            oauth.Check(token);
            return (Method(parts[0]), new Caller(Catalogue.Users[0]));
        }

        if (parts.Length < 3)
        {
            throw new RestException(401, "NO_AUTH_FOUND", "Wrong authorization data");
        }

        var user = Catalogue.Users.FirstOrDefault(known => $"{known.Id}" == parts[0]);
        if (user is null || parts[1] != secret)
        {
            throw new RestException(401, "INVALID_CREDENTIALS", "Invalid request credentials");
        }

        return (Method(parts[2]), new Caller(user));
    }

    private static string Method(string name) => (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? name[..^5] : name).ToLowerInvariant();

    private static async Task<Parameters> ReadAsync(HttpRequest request)
    {
        var query = request.QueryString.HasValue ? Php.ParseQuery(request.QueryString.Value![1..]) : new JsonObject();
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        var body = request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true ? Json(text)
            : request.ContentType?.Contains("urlencoded", StringComparison.OrdinalIgnoreCase) == true ? Php.ParseQuery(text)
            : new JsonObject();
        foreach (var (name, value) in body)
        {
            query[name] = value?.DeepClone();
        }

        return new Parameters(query);
    }

    /// <summary>Invalid JSON is not reported: the parameters are simply missing.</summary>
    private static JsonObject Json(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? new JsonObject();
        }
        catch (JsonException)
        {
            return new JsonObject();
        }
    }

    private static JsonObject Error(string code, string text) => new() { ["error"] = code, ["error_description"] = text };

    private static readonly JsonSerializerOptions Written = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task AnswerAsync(HttpContext http, int status, JsonNode body, bool cut = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(Written));
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes.AsMemory(0, cut ? bytes.Length / 2 : bytes.Length));
        if (cut)
        {
            await http.Response.Body.FlushAsync();
            http.Abort();
        }
    }

    /// <summary>The door for rehearsals: look inside, script faults. Wants the webhook's secret.</summary>
    private async Task ControlAsync(HttpContext http, string what)
    {
        if (what == "inflight")
        {
            await AnswerAsync(http, 200, new JsonObject { ["inflight"] = Volatile.Read(ref inFlight) });
            return;
        }

        if (http.Request.Query["secret"] != secret)
        {
            await AnswerAsync(http, 401, Error("NO_AUTH_FOUND", "Add ?secret= with the webhook's secret"));
            return;
        }

        var call = await ReadAsync(http.Request);
        JsonNode? answer;
        lock (oneAtATime)
        {
            answer = Control(what, call);
        }

        await AnswerAsync(http, answer is null ? 404 : 200, answer ?? Error("NOT_FOUND", "inflight, log, requests, leads, faults, edit"));
    }

    private JsonNode? Control(string what, Parameters call)
    {
        switch (what)
        {
            case "log":
                return new JsonArray([.. portal.WriteLog.Select(entry => entry.DeepClone())]);
            case "requests":
                return new JsonObject(portal.Counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)).Append(new("http", Volatile.Read(ref requests))));
            case "leads":
                return portal.Dump();
            case "faults":
                lock (faults)
                {
                    faults.Clear();
                    faults.AddRange(FaultScript.Parse(Parameters.Text(call["script"]), 1));
                }

                return new JsonObject { ["faults"] = Parameters.Text(call["script"]) };
            case "edit":
                portal.Edit(call.Id(), call.Map("fields", "Parameter 'fields' must be array"));
                return new JsonObject { ["edited"] = call.Id() };
            default:
                return null;
        }
    }
}
