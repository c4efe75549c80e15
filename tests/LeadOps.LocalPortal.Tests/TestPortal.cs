using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>A portal of one test, called as a client calls it.</summary>
internal sealed class TestPortal(LocalPortalServer server, ManualClock clock) : IAsyncDisposable
{
    private readonly HttpClient http = new();

    public LocalPortalServer Server { get; } = server;

    public ManualClock Clock { get; } = clock;

    public string Secret => Server.WebhookUrl.Segments[3].Trim('/');

    public static async Task<TestPortal> StartAsync(LocalPortalOptions? options = null)
    {
        var clock = new ManualClock(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero));
        return new TestPortal(
            await LocalPortalServer.StartAsync(
                (options ?? new LocalPortalOptions()) with
                {
                    Clock = clock,
                },
                CancellationToken.None
            ),
            clock
        );
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return await http.PostAsync(new Uri(Server.BaseUrl, path), content);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(new Uri(Server.BaseUrl, path));

    /// <summary>The whole answer with its status as `status`.</summary>
    public async Task<JsonObject> CallAsync(string method, string json = "{}", int user = 1, string? secret = null)
    {
        using var response = await PostAsync($"rest/{user}/{secret ?? Secret}/{method}", json);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();
        body["status"] = (int)response.StatusCode;
        return body;
    }

    public async Task<JsonNode> ResultAsync(string method, string json = "{}", int user = 1)
    {
        var body = await CallAsync(method, json, user);
        return body["result"] ?? throw new AssertionException($"{method} {json}: {body.ToJsonString()}");
    }

    /// <summary>Code and text of a refused call.</summary>
    public async Task<string> ErrorAsync(string method, string json = "{}", int user = 1, string? secret = null)
    {
        var body = await CallAsync(method, json, user, secret);
        return $"{body["status"]} {body["error"]} {body["error_description"]}";
    }

    public async Task<long> AddAsync(string fields) =>
        (long)await ResultAsync("crm.lead.add", $$"""{"fields":{{fields}}}""");

    public Task<JsonNode> UpdateAsync(long id, string fields) =>
        ResultAsync("crm.lead.update", $$"""{"id":{{id}},"fields":{{fields}}}""");

    public Task<JsonNode> GetAsync(long id) => ResultAsync("crm.lead.get", $$"""{"id":{{id}}}""");

    public async Task<JsonNode> ItemAsync(long id) =>
        (await ResultAsync("crm.item.get", $$"""{"entityTypeId":1,"id":{{id}}}"""))["item"]!;

    public async Task<JsonNode> UpdateItemAsync(long id, string fields) =>
        (await ResultAsync("crm.item.update", $$"""{"entityTypeId":1,"id":{{id}},"fields":{{fields}}}"""))["item"]!;

    /// <summary>Ids that a filter finds.</summary>
    public async Task<string> FindAsync(string filter, int user = 1) =>
        string.Join(
            ' ',
            (await ResultAsync("crm.lead.list", $$"""{"select":["ID"],"filter":{{filter}}}""", user))
                .AsArray()
                .Select(row => (string)row!["ID"]!)
        );

    public async Task<JsonNode> ControlAsync(string what, string json = "{}")
    {
        using var response = await PostAsync($"control/{what}?secret={Secret}", json);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await Server.DisposeAsync();
    }
}
