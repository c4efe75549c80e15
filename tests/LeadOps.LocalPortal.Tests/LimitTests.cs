using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class LimitTests
{
    private static string Batch(int count, string command) =>
        new JsonObject
        {
            ["cmd"] = new JsonObject(
                Enumerable.Range(0, count).Select(i => KeyValuePair.Create($"c{i}", (JsonNode?)command))
            ),
        }.ToJsonString();

    [Test]
    public async Task In_the_cloud_each_method_inside_a_batch_has_its_own_budget()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Cost = "crm.lead.add=4s", OperatingLimit = 10 }
        );

        var batch = await portal.ResultAsync("batch", Batch(5, "crm.lead.add?fields[TITLE]=x"));
        var whole = await portal.CallAsync("batch", Batch(1, "crm.lead.list?start=-1"));
        var direct = await portal.ErrorAsync("crm.lead.add", """{"fields":{}}""");
        portal.Clock.Now += TimeSpan.FromMinutes(11);

        Assert.That(
            batch["result"]!.AsObject().Select(pair => pair.Key),
            Is.EqualTo(new[] { "c0", "c1", "c2" }),
            "the call that crosses the limit still runs"
        );
        Assert.That((string?)batch["result_error"]!["c3"]!["error"], Is.EqualTo("OPERATION_TIME_LIMIT"));
        Assert.That(((int)whole["status"]!, (double)whole["time"]!["operating"]!), Is.EqualTo((200, 0.0)));
        Assert.That(direct, Is.EqualTo("429 OPERATION_TIME_LIMIT Method is blocked due to operation time limit."));
        Assert.That(await portal.AddAsync("""{"TITLE":"y"}"""), Is.EqualTo(4));
    }

    [Test]
    public async Task On_a_self_hosted_portal_the_batch_pays()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions
            {
                Cost = "4s",
                OperatingLimit = 10,
                Operating = PortalOperating.Batch,
            }
        );

        var first = await portal.CallAsync("batch", Batch(5, "crm.lead.add?fields[TITLE]=x"));
        var second = await portal.ErrorAsync("batch", Batch(1, "server.time"));

        Assert.That(
            (first["result"]!["result"]!.AsObject().Count, Math.Round((double)first["time"]!["operating"]!)),
            Is.EqualTo((5, 20.0))
        );
        Assert.That(second, Does.StartWith("429 OPERATION_TIME_LIMIT"));
        Assert.That(
            (int)(await portal.CallAsync("crm.lead.add", """{"fields":{"TITLE":"y"}}"""))["status"]!,
            Is.EqualTo(200)
        );
    }

    [Test]
    public async Task A_request_above_sixty_seconds_is_cut_and_the_rest_is_not_done()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Cost = "crm.lead.add=25s" });

        using var response = await portal.PostAsync(
            $"rest/1/{portal.Secret}/batch",
            Batch(5, "crm.lead.add?fields[TITLE]=x")
        );

        Assert.That(
            ((int)response.StatusCode, response.Content.Headers.ContentType!.MediaType),
            Is.EqualTo((504, "text/html"))
        );
        Assert.That((int)(await portal.CallAsync("crm.lead.list"))["total"]!, Is.EqualTo(3));
    }

    [Test]
    public async Task A_cut_request_can_get_no_answer_at_all()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Cost = "crm.lead.add=61s", Cut = PortalCut.Drop }
        );

        Assert.That(async () => await portal.AddAsync("{}"), Throws.InstanceOf<HttpRequestException>());
        Assert.That((int)(await portal.CallAsync("crm.lead.list"))["total"]!, Is.EqualTo(1), "the work was done");
    }

    [Test]
    public async Task The_bucket_refuses_above_its_threshold_and_drains()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Tariff = PortalTariff.Standard });
        for (var i = 0; i < 50; i++)
        {
            await portal.ResultAsync("profile");
        }

        var refused = await portal.ErrorAsync("profile");
        portal.Clock.Now += TimeSpan.FromSeconds(1);
        var (first, second, third) = (
            await portal.CallAsync("profile"),
            await portal.CallAsync("profile"),
            await portal.CallAsync("profile")
        );

        Assert.That(refused, Is.EqualTo("503 QUERY_LIMIT_EXCEEDED Too many requests"));
        Assert.That(
            ((int)first["status"]!, (int)second["status"]!, (int)third["status"]!),
            Is.EqualTo((200, 200, 503))
        );
    }

    [Test]
    public void A_wrong_cost_is_explained() =>
        Assert.That(
            async () => await TestPortal.StartAsync(new LocalPortalOptions { Cost = "fast" }),
            Throws.TypeOf<LocalPortalException>().With.Message.StartsWith("`fast` in `fast` is not a cost.")
        );

    [Test]
    public async Task A_ban_concerns_the_webhook_that_was_struck()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Chaos = "ban:crm.lead.list@1", Webhooks = [new LocalWebhook(7, "another1")] }
        );

        var struck = await portal.ErrorAsync("crm.lead.list");
        var still = await portal.ErrorAsync("crm.lead.list");
        var other = await portal.CallAsync("crm.lead.list", user: 7, secret: "another1");
        var another = await portal.CallAsync("crm.lead.fields");

        Assert.That(
            (struck, still),
            Is.EqualTo(
                (
                    "429 OPERATION_TIME_LIMIT Method is blocked due to operation time limit.",
                    "429 OPERATION_TIME_LIMIT Method is blocked due to operation time limit."
                )
            )
        );
        Assert.That(((int)other["status"]!, (int)another["status"]!), Is.EqualTo((200, 200)));
    }
}
