using System.Net;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>All documented calls, in their order, against one portal.</summary>
internal sealed class ExampleReplayTests
{
    /// <summary>Not a call to the portal: the portal sends it to a handler.</summary>
    private const string SentByThePortal = "event-lead-update";

    [Test]
    public async Task Every_documented_call_is_answered_as_documented()
    {
        await using var here = await ReplayedPortal.StartAsync();
        await Stage.SetAsync(here);
        var failures = new List<string>();
        var replayed = 0;

        foreach (var example in Example.All())
        {
            replayed++;
            failures.AddRange(
                example.Name == SentByThePortal ? await EventAsync(here, example) : await ReplayAsync(here, example)
            );
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        Assert.That(replayed, Is.EqualTo(130));
    }

    [TestCase("""{"result":[{"ID":"5","TITLE":"x","COUNT":2}],"total":1}""", null)]
    [TestCase("""{"result":[{"ID":"5","TITLE":"y","COUNT":2}],"total":1}""", ".result.[].TITLE")]
    [TestCase("""{"result":[{"ID":"5","TITLE":"x","COUNT":"2"}],"total":1}""", ".result.[].COUNT")]
    [TestCase("""{"result":[{"ID":"5","COUNT":2}],"total":1}""", ".result.[].TITLE is missing")]
    [TestCase("""{"result":[{"ID":"9","TITLE":"x","COUNT":2}],"total":1}""", "id 9 instead of 5")]
    [TestCase("""{"result":[],"total":1}""", "0 items instead of 1")]
    [TestCase("""{"result":[{"ID":"5","TITLE":"x","COUNT":2}],"total":2}""", ".total")]
    public void Another_value_than_the_documented_one_is_noticed(string got, string? difference)
    {
        var comparison = new Comparison();
        comparison.Learn("1201", "5");
        var example = new Example(
            "x",
            "crm.lead.list",
            [],
            200,
            JsonNode.Parse("""{"result":[{"ID":"1201","TITLE":"x","COUNT":2}],"total":1}"""),
            "",
            null
        );

        var found = comparison.Difference(example, JsonNode.Parse(got));

        Assert.That(found, difference is null ? Is.Null : Does.Contain(difference));
    }

    private static async Task<IEnumerable<string>> ReplayAsync(ReplayedPortal here, Example example)
    {
        await Stage.BeforeAsync(here, example.Name);
        var request = example.Name == "item-batch-import-too-many" ? TooMany(example.Request) : example.Request;
        var (status, body, location) = await here.SendAsync(request);

        var problems = new List<string>();
        if (example.Status is { } wanted && wanted != status)
        {
            problems.Add($"{example.Name}: status {status} instead of {wanted}: {body?.ToJsonString()}");
        }

        if (example.Response is not null && here.Comparison.Difference(example, body) is { } difference)
        {
            problems.Add($"{example.Name}: {difference}");
        }

        if (location != example.Location?.Replace("s3cr3tc0de", here.Secret, StringComparison.Ordinal))
        {
            problems.Add($"{example.Name}: redirected to {location}");
        }

        await Stage.AfterAsync(here, example.Name);
        return problems;
    }

    private static async Task<IEnumerable<string>> EventAsync(ReplayedPortal here, Example example)
    {
        using var handler = new EventHandler();
        await here.ControlAsync("events", $$"""{"event":"ONCRMLEADUPDATE","handler":"{{handler.Url}}"}""");

        await here.CallAsync("crm.lead.update", """{"id":1201,"fields":{"POST":"Buyer"}}""");

        var (wanted, got) = (Pairs((string)example.Request["body"]!), Pairs(await handler.ReceiveAsync()));
        var own = new HashSet<string> { "ts", "auth[domain]", "auth[member_id]", "auth[application_token]" };
        return wanted
            .Where(pair =>
                !got.TryGetValue(pair.Key, out var value)
                || value.Length == 0
                || (!own.Contains(pair.Key) && here.Comparison.Ours(pair.Value) != value)
            )
            .Select(pair => $"{example.Name}: {pair.Key} is {got.GetValueOrDefault(pair.Key)} instead of {pair.Value}");
    }

    private static Dictionary<string, string> Pairs(string form) =>
        form.Split('&')
            .Select(pair => pair.Split('=').Select(WebUtility.UrlDecode).ToArray())
            .ToDictionary(pair => pair[0]!, pair => pair[1]!);

    /// <summary>The documents write "21 objects" for them.</summary>
    private static JsonObject TooMany(JsonObject request)
    {
        var whole = (JsonObject)request.DeepClone();
        whole["body"]!["data"] = new JsonArray([
            .. Enumerable.Range(0, 21).Select(i => (JsonNode)new JsonObject { ["title"] = $"Old {i}" }),
        ]);
        return whole;
    }
}
