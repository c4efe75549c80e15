using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>
/// A portal to which documented calls are sent, with the means to bring it into the state that each of them assumes.
/// </summary>
internal sealed class ReplayedPortal(LocalPortalServer portal, ManualClock clock) : IAsyncDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public ManualClock Clock { get; } = clock;

    public Comparison Comparison { get; } = new();

    public LocalPortalServer Portal { get; } = portal;

    public string Secret => Portal.WebhookUrl.Segments[3].Trim('/');

    public static async Task<ReplayedPortal> StartAsync()
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 8, 21, 10, 13, 0, TimeSpan.Zero));
        var portal = await LocalPortalServer.StartAsync(
            new LocalPortalOptions { Clock = clock, Tariff = PortalTariff.Standard },
            CancellationToken.None
        );
        return new ReplayedPortal(portal, clock);
    }

    public async Task<(int Status, JsonNode? Body, string? Location)> SendAsync(
        JsonObject request,
        bool inTime = true,
        bool isDocumented = true
    )
    {
        var path = Comparison
            .Translate((string)request["path"]!)
            .Replace("https://oauth.bitrix.info/", Portal.BaseUrl.ToString(), StringComparison.Ordinal)
            .Replace("s3cr3tc0de", Secret, StringComparison.Ordinal);
        using var message = new HttpRequestMessage(
            new HttpMethod((string)request["http"]!),
            new Uri(Portal.BaseUrl, path)
        );
        if (request["body"] is { } body)
        {
            var type = (string)request["contentType"]!;
            var text =
                !isDocumented ? body.ToJsonString()
                : type.Contains("json", StringComparison.Ordinal) ? Comparison.Translate(body)!.ToJsonString()
                : Comparison.Translate((string)body!);
            message.Content = new StringContent(text, Encoding.UTF8, type);
        }

        Clock.Now += TimeSpan.FromSeconds(inTime ? 1 : 0);
        using var response = await http.SendAsync(message);
        var answer = await response.Content.ReadAsStringAsync();
        return (
            (int)response.StatusCode,
            answer.Length > 0 ? JsonNode.Parse(answer) : null,
            response.Headers.Location?.OriginalString
        );
    }

    /// <summary>A call of the administrator, or of another user, that no document shows.</summary>
    /// <param name="isDocumented">Ids in it are those of the documents; otherwise they are ours.</param>
    public async Task<JsonNode> CallAsync(string method, string json, int user = 1, bool isDocumented = true)
    {
        var (status, body, _) = await SendAsync(
            new JsonObject
            {
                ["http"] = "POST",
                ["path"] = $"/rest/{user}/{Secret}/{method}",
                ["contentType"] = "application/json",
                ["body"] = JsonNode.Parse(json),
            },
            isDocumented: isDocumented
        );
        return status == (int)HttpStatusCode.OK
            ? body!["result"]!
            : throw new InvalidOperationException($"{method} {json}: {body?.ToJsonString()}");
    }

    public async Task<JsonNode> ControlAsync(string what, string json = "{}")
    {
        using var content = new StringContent(
            Comparison.Translate(JsonNode.Parse(json))!.ToJsonString(),
            Encoding.UTF8,
            "application/json"
        );
        using var response = await http.PostAsync(new Uri(Portal.BaseUrl, $"control/{what}?secret={Secret}"), content);
        var answer = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode
            ? JsonNode.Parse(answer)!
            : throw new InvalidOperationException($"{what} {json}: {answer}");
    }

    /// <summary>A fault for the next request only.</summary>
    public async Task FaultAsync(string fault) =>
        await ControlAsync(
            "faults",
            $$"""{"script":"{{fault}}@{{(int)(await ControlAsync("requests"))["http"]! + 1}}"}"""
        );

    public async Task AddLeadsAsync(int count, string fields)
    {
        for (var done = 0; done < count; done += 50)
        {
            var commands = new JsonObject(
                Enumerable
                    .Range(0, Math.Min(50, count - done))
                    .Select(i => KeyValuePair.Create($"c{i}", (JsonNode?)$"crm.lead.add?{fields}"))
            );
            await CallAsync("batch", new JsonObject { ["cmd"] = commands }.ToJsonString());
        }
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Portal.DisposeAsync();
    }
}
