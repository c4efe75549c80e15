using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests.Replay;

/// <summary>All documented calls, in their order, against one portal.</summary>
internal sealed class ExampleReplayTests
{
    /// <summary>Sent by the portal to a handler on the web: no call to the portal.</summary>
    private const string SentByThePortal = "event-lead-update";

    [Test]
    public async Task Every_documented_call_is_answered_as_documented()
    {
        await using var here = await ReplayedPortal.StartAsync();
        await Stage.SetAsync(here);
        var failures = new List<string>();
        var replayed = 0;

        foreach (var example in Example.All().Where(example => example.Name != SentByThePortal))
        {
            replayed++;
            failures.AddRange(await ReplayAsync(here, example));
        }

        Assert.That(failures, Is.Empty, string.Join('\n', failures));
        Assert.That(replayed, Is.EqualTo(129));
    }

    private static async Task<IEnumerable<string>> ReplayAsync(ReplayedPortal here, Example example)
    {
        await Stage.BeforeAsync(here, example.Name);
        var request = example.Name == "item-batch-import-too-many" ? TooMany(example.Request) : example.Request;
        var (status, body, location) = await here.SendAsync(request);
        await Stage.AfterAsync(here, example.Name);

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

        return problems;
    }

    /// <summary>The documents write "21 objects" for them.</summary>
    private static JsonObject TooMany(JsonObject request)
    {
        var whole = (JsonObject)request.DeepClone();
        whole["body"]!["data"] = new JsonArray([.. Enumerable.Range(0, 21).Select(i => (JsonNode)new JsonObject { ["title"] = $"Old {i}" })]);
        return whole;
    }
}
