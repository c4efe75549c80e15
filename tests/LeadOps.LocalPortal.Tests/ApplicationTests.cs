using System.Net;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>What only an application may do, what cards show, and what browsers and file links get.</summary>
internal sealed class ApplicationTests
{
    [Test]
    public async Task An_application_binds_a_handler_and_is_told_of_changes()
    {
        await using var portal = await TestPortal.StartAsync();
        using var handler = new Replay.EventHandler();
        var id = await portal.AddAsync("{}");

        var bound = await ApplicationAsync(
            portal,
            "event.bind",
            $$"""{"event":"OnCrmLeadUpdate","handler":"{{handler.Url}}","auth_type":7}"""
        );
        await portal.UpdateAsync(id, """{"POST":"Buyer"}""");
        var told = await handler.ReceiveAsync();
        var listed = await ApplicationAsync(portal, "event.get", "{}");
        var unbound = await ApplicationAsync(
            portal,
            "event.unbind",
            $$"""{"event":"ONCRMLEADUPDATE","handler":"{{handler.Url}}"}"""
        );

        Assert.That((bool)bound["result"]!, Is.True);
        Assert.That(WebUtility.UrlDecode(told), Does.Contain($"data[FIELDS][ID]={id}"));
        Assert.That(
            (
                (string?)listed["result"]![0]!["event"],
                (string?)listed["result"]![0]!["handler"],
                (string?)listed["result"]![0]!["auth_type"]
            ),
            Is.EqualTo(("ONCRMLEADUPDATE", handler.Url.ToString(), "7"))
        );
        Assert.That((int)unbound["result"]!["count"]!, Is.EqualTo(1));
        Assert.That((await ApplicationAsync(portal, "event.get", "{}"))["result"]!.AsArray(), Is.Empty);
    }

    [Test]
    public async Task An_application_has_triggers_of_its_own()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Automation = ["on call_done set STATUS_ID=PROCESSED"] }
        );
        var id = await portal.AddAsync("{}");

        await ApplicationAsync(
            portal,
            "crm.automation.trigger.add",
            """{"CODE":"call_done","NAME":"Call completed"}"""
        );
        var listed = await ApplicationAsync(portal, "crm.automation.trigger.list", "{}");
        await ApplicationAsync(
            portal,
            "crm.automation.trigger.execute",
            $$"""{"CODE":"call_done","OWNER_TYPE_ID":1,"OWNER_ID":{{id}}}"""
        );
        var gone = await ApplicationAsync(portal, "crm.automation.trigger.delete", """{"CODE":"call_done"}""");

        Assert.That(listed["result"]!.ToJsonString(), Is.EqualTo("""[{"NAME":"Call completed","CODE":"call_done"}]"""));
        Assert.That((string?)(await portal.GetAsync(id))["STATUS_ID"], Is.EqualTo("PROCESSED"));
        Assert.That((bool)gone["result"]!, Is.True);
    }

    [TestCase("event.bind", """{"event":"ONNOTHING","handler":"http://127.0.0.1/x"}""", "ERROR_EVENT_NOT_FOUND")]
    [TestCase(
        "placement.bind",
        """{"PLACEMENT":"NOWHERE","HANDLER":"http://127.0.0.1/x"}""",
        "ERROR_PLACEMENT_NOT_FOUND"
    )]
    [TestCase("crm.automation.trigger.add", """{"CODE":"a b","NAME":"x"}""", "")]
    public async Task An_application_is_told_what_is_wrong(string method, string call, string code)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That((string?)(await ApplicationAsync(portal, method, call))["error"], Is.EqualTo(code));
    }

    [Test]
    public async Task An_application_places_itself_on_the_card_of_a_lead()
    {
        await using var portal = await TestPortal.StartAsync();

        await ApplicationAsync(
            portal,
            "placement.bind",
            """{"PLACEMENT":"CRM_LEAD_DETAIL_TAB","HANDLER":"http://127.0.0.1/x","TITLE":"Mine"}"""
        );
        var placed = await ApplicationAsync(portal, "placement.get", "{}");
        var gone = await ApplicationAsync(portal, "placement.unbind", """{"PLACEMENT":"CRM_LEAD_DETAIL_TAB"}""");

        Assert.That((string?)placed["result"]![0]!["title"], Is.EqualTo("Mine"));
        Assert.That((int)gone["result"]!["count"]!, Is.EqualTo(1));
    }

    [TestCase("event.get", "WRONG_AUTH_TYPE")]
    [TestCase("event.unbind", "WRONG_AUTH_TYPE")]
    [TestCase("placement.get", "WRONG_AUTH_TYPE")]
    [TestCase("placement.list", "WRONG_AUTH_TYPE")]
    [TestCase("crm.automation.trigger.list", "ACCESS_DENIED")]
    [TestCase("crm.automation.trigger.execute", "ACCESS_DENIED")]
    public async Task A_webhook_may_not(string method, string code)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(
            await portal.ErrorAsync(method),
            Does.StartWith($"403 {code} ").And.EndsWith("Application context required")
        );
    }

    [Test]
    public async Task An_application_knows_its_licence()
    {
        await using var portal = await TestPortal.StartAsync();

        var info = (await ApplicationAsync(portal, "app.info", "{}"))["result"]!;

        Assert.That(
            ((string?)info["LICENSE"], (string?)info["LICENSE_TYPE"], (string?)info["LICENSE_FAMILY"]),
            Is.EqualTo(("en_std", "std", "std"))
        );
    }

    [Test]
    public async Task A_card_is_kept_for_one_user_or_for_all()
    {
        const string Card =
            """[{"name":"main","title":"Main","type":"section","elements":[{"name":"TITLE","optionFlags":"0"}]}]""";
        await using var portal = await TestPortal.StartAsync();
        Task<JsonNode> Call(string verb, string json) =>
            portal.ResultAsync($"crm.lead.details.configuration.{verb}", json);

        await Call("set", $$"""{"scope":"P","userId":7,"data":{{Card}}}""");
        await Call("set", $$"""{"scope":"C","extras":{"leadCustomerType":2},"data":{{Card}}}""");
        var personal = await Call("get", """{"scope":"P","userId":7}""");
        var other = await portal.CallAsync("crm.lead.details.configuration.get", """{"scope":"P","userId":9}""");
        var repeated = await Call("get", """{"scope":"C","extras":{"leadCustomerType":2}}""");
        await Call("forceCommonScopeForAll", "{}");
        var forced = await portal.CallAsync("crm.lead.details.configuration.get", """{"scope":"P","userId":7}""");
        await Call("reset", """{"scope":"C","extras":{"leadCustomerType":2}}""");

        Assert.That((personal.ToJsonString(), repeated.ToJsonString()), Is.EqualTo((Card, Card)));
        Assert.That((other["result"], forced["result"]), Is.EqualTo(((JsonNode?)null, (JsonNode?)null)));
    }

    [Test]
    public async Task Both_families_of_methods_know_one_card_of_a_lead()
    {
        await using var portal = await TestPortal.StartAsync();

        await portal.ResultAsync(
            "crm.item.details.configuration.set",
            """
            {"entityTypeId":1,"data":[{"name":"main","title":"Main","type":"section",
            "elements":[{"name":"TITLE","optionFlags":1},{"name":"PHONE","options":{"defaultCountry":"GB"}}]}]}
            """
        );
        var card = await portal.ResultAsync("crm.lead.details.configuration.get");

        Assert.That(
            card[0]!["elements"]!.ToJsonString(),
            Is.EqualTo(
                """
                [{"name":"TITLE","optionFlags":"1"},
                {"name":"PHONE","options":{"defaultCountry":"GB"},"optionFlags":"0"}]
                """.ReplaceLineEndings("")
            )
        );
    }

    [TestCase("get", "{}", "400  Parameter 'entityTypeId' is not defined")]
    [TestCase("get", """{"entityTypeId":2}""", "400  The entity type '2' is not supported in current context.")]
    [TestCase("set", """{"entityTypeId":1,"data":"x"}""", "400  Parameter 'data' must be array.")]
    public async Task A_card_that_leads_do_not_have_is_refused(string verb, string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync($"crm.item.details.configuration.{verb}", call), Is.EqualTo(expected));
    }

    [Test]
    public async Task Links_of_files_answer_the_files()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync(
            """
            {"UF_CRM_CONTRACT":{"fileData":["Angebot ü.txt","SGVsbG8="]},
            "UF_CRM_DOCUMENTS":[{"fileData":["b.txt","Qg=="]}]}
            """
        );

        var lead = await portal.GetAsync(id);
        var item = await portal.ItemAsync(id);
        var links = new[]
        {
            (string)lead["UF_CRM_CONTRACT"]!["showUrl"]!,
            (string)lead["UF_CRM_CONTRACT"]!["downloadUrl"]!,
            (string)item["ufCrmContract"]!["url"]!,
            (string)item["ufCrmContract"]!["urlMachine"]!,
        };

        foreach (var link in links)
        {
            using var answer = await portal.GetAsync(link);
            Assert.That(await answer.Content.ReadAsStringAsync(), Is.EqualTo("Hello"), link);
            Assert.That(answer.Content.Headers.ContentDisposition!.FileNameStar, Is.EqualTo("Angebot ü.txt"), link);
        }

        using var another = await portal.GetAsync((string)item["ufCrmDocuments"]![0]!["url"]!);
        Assert.That(await another.Content.ReadAsStringAsync(), Is.EqualTo("B"));
        foreach (
            var wrong in new[]
            {
                links[0].Replace("UF_CRM_CONTRACT", "UF_CRM_DOCUMENTS", StringComparison.Ordinal),
                links[0].Replace("fileId=", "fileId=9", StringComparison.Ordinal),
                links[3]
                    .Replace("token=crm", "token=x", StringComparison.Ordinal)
                    .Replace("%7C", "", StringComparison.Ordinal),
            }
        )
        {
            using var answer = await portal.GetAsync(wrong);
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), wrong);
        }
    }

    [Test]
    public async Task A_script_of_another_site_may_call_methods_and_nothing_else()
    {
        await using var portal = await TestPortal.StartAsync();
        using var http = new HttpClient();
        async Task<(int, string?, string?)> AskAsync(HttpMethod method, string path)
        {
            using var request = new HttpRequestMessage(method, new Uri(portal.Server.BaseUrl, path));
            request.Headers.Add("Origin", "https://app.example");
            request.Headers.Add("Access-Control-Request-Headers", "content-type, x-mine");
            using var answer = await http.SendAsync(request);
            string? Header(string name) =>
                answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
            return (
                (int)answer.StatusCode,
                Header("Access-Control-Allow-Origin"),
                Header("Access-Control-Allow-Headers")
            );
        }

        var asked = await AskAsync(HttpMethod.Options, $"rest/1/{portal.Secret}/crm.lead.list");
        var called = await AskAsync(HttpMethod.Post, $"rest/1/{portal.Secret}/crm.lead.list");
        var door = await AskAsync(HttpMethod.Post, $"control/leads?secret={portal.Secret}");

        Assert.That(asked, Is.EqualTo((200, "*", "content-type, x-mine")));
        Assert.That(called, Is.EqualTo((200, "*", (string?)null)));
        Assert.That(door, Is.EqualTo((200, (string?)null, (string?)null)));
    }

    private static async Task<JsonObject> ApplicationAsync(TestPortal portal, string method, string json)
    {
        var call = JsonNode.Parse(json)!.AsObject();
        call["auth"] = (string)(await portal.ControlAsync("token"))["access_token"]!;
        using var answer = await portal.PostAsync($"rest/{method}", call.ToJsonString());
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
    }
}
