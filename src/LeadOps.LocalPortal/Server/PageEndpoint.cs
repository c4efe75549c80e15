using System.Text;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Pages;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>`GET /`, the page's files, and what it asks for under `/page/`.</summary>
internal sealed class PageEndpoint(Portal portal)
{
    /// <summary>The page runs its own script, loads nothing from elsewhere, and stands in no frame.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyDictionary<string, Func<Parameters, JsonNode?>> doors = portal.Page.Doors;

    public Task AnswerAsync(HttpContext http, string path) =>
        path == "events" ? EventsAsync(http)
        : doors.TryGetValue(path, out var door) ? DataAsync(http, door)
        : FileAsync(http, path);

    public static async Task FileAsync(HttpContext http, string name)
    {
        if (!HttpMethods.IsGet(http.Request.Method) || SiteFiles.Find(name) is not { } file)
        {
            await AnswerWriter.HtmlAsync(http, 404, "Not Found");
            return;
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-cache";
        await AnswerWriter.BytesAsync(http, 200, file.Type, file.Content);
    }

    private bool IsAllowed(HttpContext http) => http.Request.Query["secret"] == portal.Store.Secret;

    private async Task DataAsync(HttpContext http, Func<Parameters, JsonNode?> door)
    {
        var (status, body) = IsAllowed(http) ? Data(await RequestReader.ReadAsync(http.Request), door) : Refused();
        http.Response.Headers.CacheControl = "no-store";
        await AnswerWriter.JsonAsync(http, status, body);
    }

    private (int, JsonNode) Data(Parameters call, Func<Parameters, JsonNode?> door)
    {
        lock (portal.Gate)
        {
            try
            {
                return (200, door(call) ?? new JsonObject());
            }
            catch (RestException problem)
            {
                return (problem.Status, problem.Body);
            }
        }
    }

    private static (int, JsonNode) Refused() =>
        (401, AnswerWriter.Error("NO_AUTH_FOUND", "Add ?secret= with the webhook's secret"));

    /// <summary>Server-sent events until the page goes; the gauges are looked at once a second.</summary>
    private async Task EventsAsync(HttpContext http)
    {
        if (!IsAllowed(http))
        {
            await AnswerWriter.JsonAsync(http, 401, Refused().Item2);
            return;
        }

        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        var watcher = portal.Feed.Watch();
        try
        {
            await SendAsync(http, "hello", "{}");
            var limits = "";
            while (!http.RequestAborted.IsCancellationRequested)
            {
                while (watcher.Reader.TryRead(out var happened))
                {
                    await SendAsync(http, happened.Name, happened.Json);
                }

                if (Limits() is var now && now != limits)
                {
                    limits = now;
                    await SendAsync(http, "limits", limits);
                }

                await Task.WhenAny(
                    watcher.Reader.WaitToReadAsync(http.RequestAborted).AsTask(),
                    Task.Delay(Beat, http.RequestAborted)
                );
            }
        }
        catch (OperationCanceledException)
        {
            // The page is closed, or the portal ends.
        }
        finally
        {
            portal.Feed.Leave(watcher);
        }
    }

    private string Limits()
    {
        lock (portal.Gate)
        {
            return portal.Limits.Json().ToJsonString();
        }
    }

    private static async Task SendAsync(HttpContext http, string name, string json)
    {
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\ndata: {json}\n\n"));
        await http.Response.Body.FlushAsync();
    }
}
