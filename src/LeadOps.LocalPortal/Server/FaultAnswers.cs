using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>What a client sees of a fault: an answer instead of the work, or one that spoils it afterwards.</summary>
internal static class FaultAnswers
{
    private static readonly Dictionary<string, Func<HttpContext, Fault, string, Task>> Before = new(
        StringComparer.Ordinal
    )
    {
        ["drop-before"] = (http, _, _) => Abort(http),
        ["500"] = (http, _, _) => Broken(http),
        ["html502"] = (http, _, _) => AnswerWriter.HtmlAsync(http, 502, "Bad Gateway"),
        ["http503"] = (http, _, _) => AnswerWriter.HtmlAsync(http, 503, "Service Temporarily Unavailable"),
        ["limit"] = (http, _, _) => Error(http, 503, "QUERY_LIMIT_EXCEEDED", "Too many requests"),
        ["overload"] = (http, _, _) => Error(http, 503, "OVERLOAD_LIMIT", "REST API is blocked due to overload"),
        ["missing"] = (http, _, _) => Error(http, 404, "ERROR_METHOD_NOT_FOUND", "Method not found!"),
        ["move"] = Moved,
    };

    private static readonly Dictionary<string, Func<HttpContext, JsonNode, Task>> Behind = new(StringComparer.Ordinal)
    {
        ["drop-after"] = (http, _) => Abort(http),
        ["500-after"] = (http, _) => Broken(http),
        ["cut"] = AnswerWriter.CutAsync,
        ["invalid-json"] = AnswerWriter.InvalidJsonAsync,
    };

    /// <summary>Null when the request may do its work.</summary>
    public static Task? Instead(HttpContext http, Struck struck, string path) =>
        struck.Request.FirstOrDefault(fault => Before.ContainsKey(fault.Action)) is { } fault
            ? Before[fault.Action](http, fault, path)
            : null;

    /// <summary>Null when the answer goes out as it is.</summary>
    public static Task? After(HttpContext http, Struck struck, JsonNode body) =>
        struck.Request.FirstOrDefault(fault => Behind.ContainsKey(fault.Action)) is { } fault
            ? Behind[fault.Action](http, body)
            : null;

    public static Task TimedOut(HttpContext http) => AnswerWriter.HtmlAsync(http, 504, "Gateway Time-out");

    public static Task Abort(HttpContext http)
    {
        http.Abort();
        return Task.CompletedTask;
    }

    private static Task Broken(HttpContext http) => Error(http, 500, "INTERNAL_SERVER_ERROR", "Internal server error");

    private static Task Error(HttpContext http, int status, string code, string text) =>
        AnswerWriter.JsonAsync(http, status, AnswerWriter.Error(code, text));

    private static Task Moved(HttpContext http, Fault fault, string path)
    {
        http.Response.StatusCode = 302;
        http.Response.Headers.Location = fault.Argument.TrimEnd('/') + "/rest/" + path;
        return Task.CompletedTask;
    }
}
