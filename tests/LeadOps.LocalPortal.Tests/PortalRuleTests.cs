using System.Text;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class PortalRuleTests
{
    private static async Task<JsonNode> CallAsync(LocalPortalServer portal, string method, string json)
    {
        using var http = new HttpClient();
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(portal.WebhookUrl, method), content);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    [Test]
    public async Task Multifield_items_are_added_changed_and_deleted_by_id()
    {
        await using var portal = await LocalPortalServer.StartAsync(new LocalPortalOptions(), CancellationToken.None);
        var id = (long)(await CallAsync(portal, "crm.lead.add", """{"fields":{"TITLE":"x","PHONE":[{"VALUE":"1","VALUE_TYPE":"WORK"},{"VALUE":"2","VALUE_TYPE":"HOME"}]}}"""))["result"]!;
        var phones = (await CallAsync(portal, "crm.lead.get", $"{{\"id\":{id}}}"))["result"]!["PHONE"]!.AsArray();

        await CallAsync(portal, "crm.lead.update", $$$"""{"id":{{{id}}},"fields":{"PHONE":[{"ID":{{{phones[0]!["ID"]}}},"VALUE":"3","VALUE_TYPE":"MOBILE"},{"ID":"{{{phones[1]!["ID"]}}}"},{"VALUE":"4"}]}}""");

        var after = (await CallAsync(portal, "crm.lead.get", $"{{\"id\":{id}}}"))["result"]!["PHONE"]!.AsArray();
        Assert.That(after.Select(item => $"{item!["VALUE"]} {item["VALUE_TYPE"]}"), Is.EqualTo(new[] { "3 MOBILE", "4 WORK" }));
    }

    [Test]
    public async Task The_bucket_refuses_above_its_threshold()
    {
        await using var portal = await LocalPortalServer.StartAsync(new LocalPortalOptions { Tariff = PortalTariff.Standard, Clock = new FrozenClock() }, CancellationToken.None);
        var answers = new List<JsonNode>();
        for (var i = 0; i < 51; i++)
        {
            answers.Add(await CallAsync(portal, "profile", "{}"));
        }

        Assert.That(answers.Take(50).All(answer => answer["result"] is not null));
        Assert.That((string?)answers[50]["error"], Is.EqualTo("QUERY_LIMIT_EXCEEDED"));
    }

    private sealed class FrozenClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    }

    [Test]
    public async Task Data_survives_a_restart()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "portal.db");
        await using (var first = await LocalPortalServer.StartAsync(new LocalPortalOptions { DataFile = file, SeedLeads = 3 }, CancellationToken.None))
        {
            await CallAsync(first, "crm.lead.update", """{"id":2,"fields":{"TITLE":"kept"}}""");
        }

        await using var second = await LocalPortalServer.StartAsync(new LocalPortalOptions { DataFile = file, SeedLeads = 3 }, CancellationToken.None);
        Assert.That((string?)(await CallAsync(second, "crm.lead.get", """{"id":2}"""))["result"]!["TITLE"], Is.EqualTo("kept"));
    }

    [TestCase("drop@3", "`drop@3` is no fault")]
    [TestCase("500@soon", "`soon` in `500@soon` is no time")]
    public void A_wrong_fault_is_explained(string chaos, string message) =>
        Assert.That(async () => await LocalPortalServer.StartAsync(new LocalPortalOptions { Chaos = chaos }, CancellationToken.None), Throws.TypeOf<LocalPortalException>().With.Message.Contains(message));
}
