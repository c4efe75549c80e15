using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>The documented calls, in their order, against one portal; what the portal must be told first (rights, tokens, faults) is left out.</summary>
internal sealed class ExampleReplayTests
{
    private static readonly HashSet<string> OtherWorlds =
    [
        "lead-add-oauth", "lead-add-denied", "lead-add-mandatory", "lead-list-denied", "lead-update-denied", "lead-update-clear-multi-enum", "lead-add-files", "file-field-get",
        "sys-expired", "sys-rate", "sys-operating", "sys-http", "sys-renamed", "sys-plan", "batch-operation-time-limit", "lead-get-after-multifields", "dup-hit", "batch-numeric-keys",
    ];

    private static readonly string[] Methods =
    [
        "crm.lead.add", "crm.lead.update", "crm.lead.get", "crm.lead.list", "crm.lead.delete", "crm.lead.fields", "crm.status.list", "user.get", "user.current", "profile", "scope",
        "server.time", "crm.currency.list", "crm.currency.base.get", "crm.lead.userfield.list", "batch", "crm.lead.contact.items.get", "crm.lead.contact.items.set",
        "crm.lead.contact.items.delete", "crm.lead.contact.add", "crm.lead.productrows.get", "crm.lead.productrows.set", "crm.duplicate.findbycomm", "crm.settings.mode.get",
    ];

    [Test]
    public async Task Every_documented_call_is_answered_as_documented()
    {
        await using var portal = await LocalPortalServer.StartAsync(new LocalPortalOptions { SeedLeads = 1200 }, CancellationToken.None);
        using var http = new HttpClient();
        var failures = new List<string>();
        var replayed = 0;
        foreach (var example in Examples())
        {
            replayed++;
            var (status, body) = await SendAsync(http, portal, example["request"]!.AsObject());
            var wanted = example["response"]!.AsObject();
            if (status != (int)example["httpStatus"]! || Difference(wanted, body) is { } || (wanted["error"] is not null && wanted.ToJsonString() != body.ToJsonString()))
            {
                failures.Add($"{example["name"]}: {status} {Difference(wanted, body)} {body.ToJsonString()[..Math.Min(300, body.ToJsonString().Length)]}");
            }
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        Assert.That(replayed, Is.GreaterThan(60));
    }

    private static IEnumerable<JsonObject> Examples() => File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "examples.jsonl"))
        .Select(line => JsonNode.Parse(line)!.AsObject())
        .Where(example => Methods.Contains((string)example["method"]!) && !OtherWorlds.Contains((string)example["name"]!));

    private static async Task<(int, JsonObject)> SendAsync(HttpClient http, LocalPortalServer portal, JsonObject request)
    {
        var secret = portal.WebhookUrl.Segments[3].Trim('/');
        var path = ((string)request["path"]!).Replace("s3cr3tc0de", secret, StringComparison.Ordinal);
        using var message = new HttpRequestMessage(new HttpMethod((string)request["http"]!), new Uri(portal.BaseUrl, path));
        if (request["body"] is { } body)
        {
            var isJson = ((string)request["contentType"]!).Contains("json", StringComparison.Ordinal);
            message.Content = new StringContent(isJson ? body.ToJsonString() : (string)body!, Encoding.UTF8, (string)request["contentType"]!);
        }

        using var response = await http.SendAsync(message);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject());
    }

    /// <summary>The kind of every documented member; ids, times and contents are the portal's own.</summary>
    private static string? Difference(JsonNode? wanted, JsonNode? got, string path = "")
    {
        if (wanted is JsonObject members && got is JsonObject found)
        {
            return members.Where(pair => pair.Key is not ("next" or "VALUE_TYPE" or "LIST") && !pair.Key.StartsWith("UF_CRM_", StringComparison.Ordinal) && !pair.Key.StartsWith("PRICE", StringComparison.Ordinal))
                .Where(pair => path.Length > 0 || pair.Key != "total" || found.ContainsKey("total"))
                .Where(pair => !path.Contains("OWNER", StringComparison.Ordinal))
                .Select(pair => found.ContainsKey(pair.Key) || IsOptional(path) ? Difference(pair.Value, found[pair.Key], $"{path}.{pair.Key}") : $"{path}.{pair.Key} is missing")
                .FirstOrDefault(difference => difference is not null);
        }

        if (wanted is JsonArray items && got is JsonArray have)
        {
            return items.Count > 0 && have.Count > 0 ? Difference(items[0], have[0], path + "[0]") : null;
        }

        var (a, b) = (Kind(wanted), Kind(got));
        return a == b || wanted is null || got is null ? null : $"{path}: {b} instead of {a}";
    }

    private static bool IsOptional(string path) => path.Contains("[0]", StringComparison.Ordinal) || path.Contains("result_", StringComparison.Ordinal);

    private static string Kind(JsonNode? node) => node switch
    {
        JsonArray => "list",
        JsonObject => "object",
        null => "null",
        _ => node.GetValueKind() is System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False ? "boolean" : node.GetValueKind().ToString(),
    };
}
