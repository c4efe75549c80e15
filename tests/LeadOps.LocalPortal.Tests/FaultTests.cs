using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class FaultTests
{
    [TestCase("drop@3", "`drop@3` is not a fault: there is no `drop`.")]
    [TestCase("500@2,drop-after", "`drop-after` does not say when. Write `drop-after@3`")]
    [TestCase("500:crm.lead.updat@2", "There is no method `crm.lead.updat`.")]
    [TestCase("ban:crm.lead.updat@2", "There is no method `crm.lead.updat`.")]
    [TestCase("500@soon", "`soon` in `500@soon` is not a time")]
    [TestCase("slow:soon@1", "`soon` in `slow:soon@1` does not fit `slow`. Write a time such as `slow:2s`.")]
    [TestCase("refuse@1", "`refuse@1` lacks what `refuse` needs. Write a lead such as `refuse:id=17`.")]
    [TestCase("edit:id=5@1", "Write a lead and fields such as `edit:id=5;STATUS_ID=JUNK`")]
    [TestCase("move:nowhere@1", "Write an address such as")]
    [TestCase("skew:90@1", "Write a time with sign such as `skew:+90s`.")]
    [TestCase("ban:update@1", "Write a method such as `ban:crm.lead.update`.")]
    [TestCase("500:update@2", "`update` in `500:update@2` is not a method.")]
    public void A_wrong_fault_is_explained(string chaos, string message) =>
        Assert.That(
            async () => await TestPortal.StartAsync(new LocalPortalOptions { Chaos = chaos }),
            Throws.TypeOf<LocalPortalException>().With.Message.Contains(message)
        );

    [Test]
    public async Task A_fault_of_a_method_strikes_its_nth_call()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Chaos = "500:crm.lead.add@2" });

        var answers = new[]
        {
            await portal.CallAsync("profile"),
            await portal.CallAsync("crm.lead.add", """{"fields":{}}"""),
            await portal.CallAsync("crm.lead.add", """{"fields":{}}"""),
            await portal.CallAsync("crm.lead.add", """{"fields":{}}"""),
        };

        Assert.That(answers.Select(answer => (int)answer["status"]!), Is.EqualTo(new[] { 200, 200, 500, 200 }));
        Assert.That((int)(await portal.CallAsync("crm.lead.list"))["total"]!, Is.EqualTo(2));
    }

    [TestCase("500", 2)]
    [TestCase("500-after", 3)]
    [TestCase("limit", 2)]
    [TestCase("missing", 2)]
    public async Task Inside_a_batch_it_strikes_one_call(string fault, int leads)
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Chaos = $"{fault}:crm.lead.add@2" }
        );

        var batch = await portal.ResultAsync(
            "batch",
            """
            {"cmd":{"a":"crm.lead.add?fields[TITLE]=1","b":"crm.lead.add?fields[TITLE]=2",
            "c":"crm.lead.add?fields[TITLE]=3"}}
            """
        );

        Assert.That(batch["result_error"]!.AsObject().Select(pair => pair.Key), Is.EqualTo(new[] { "b" }));
        Assert.That((int)(await portal.CallAsync("crm.lead.list"))["total"]!, Is.EqualTo(leads));
    }

    [Test]
    public async Task A_connection_fault_of_a_method_strikes_the_whole_batch()
    {
        await using var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Chaos = "drop-after:crm.lead.add@2" }
        );

        Assert.That(
            async () =>
                await portal.ResultAsync(
                    "batch",
                    """{"cmd":{"a":"crm.lead.add?fields[TITLE]=1","b":"crm.lead.add?fields[TITLE]=2"}}"""
                ),
            Throws.InstanceOf<HttpRequestException>()
        );
        Assert.That((int)(await portal.CallAsync("crm.lead.list"))["total"]!, Is.EqualTo(2));
    }

    [TestCase("http503", 503, "503 Service Temporarily Unavailable")]
    [TestCase("html502", 502, "502 Bad Gateway")]
    [TestCase("invalid-json", 200, "Warning")]
    public async Task A_front_server_may_answer_no_json(string fault, int status, string text)
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Chaos = $"{fault}@1" });

        using var response = await portal.PostAsync($"rest/1/{portal.Secret}/profile", "{}");

        var body = await response.Content.ReadAsStringAsync();
        Assert.That((int)response.StatusCode, Is.EqualTo(status));
        Assert.That(body, Does.Contain(text));
        Assert.That(() => JsonNode.Parse(body), Throws.Exception);
    }

    [Test]
    public async Task The_clock_of_the_server_can_be_wrong()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Chaos = "skew:+90s@1" });

        var wrong = await portal.CallAsync("server.time");
        var right = await portal.CallAsync("server.time");

        Assert.That(
            ((string?)wrong["result"], (string?)wrong["time"]!["date_start"]),
            Is.EqualTo(("2026-09-01T10:01:30+02:00", "2026-09-01T10:01:30+02:00"))
        );
        Assert.That((string?)right["result"], Is.EqualTo("2026-09-01T10:00:00+02:00"));
    }

    [Test]
    public async Task A_lead_can_be_edited_behind_the_clients_back()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        await portal.ControlAsync("edit", $$"""{"id":{{id}},"fields":{"STATUS_ID":"JUNK"} }""");
        await portal.ControlAsync("faults", $$"""{"script":"edit:id={{id}};COMMENTS=by fault@*"}""");

        var lead = await portal.GetAsync(id);
        Assert.That(
            ((string?)lead["STATUS_ID"], (string?)lead["COMMENTS"], (string?)lead["MODIFY_BY_ID"]),
            Is.EqualTo(("JUNK", "by fault", "9"))
        );
        Assert.That((await portal.ControlAsync("log")).AsArray().Count, Is.EqualTo(1));
    }

    [Test]
    public async Task A_script_is_read_whatever_its_content_type_says()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Chaos = "500@*" });

        using var form = await portal.PostAsync(
            $"control/faults?secret={portal.Secret}",
            """{"script":"limit@*"}""",
            "application/x-www-form-urlencoded"
        );
        var limited = await portal.ErrorAsync("profile");
        using var text = await portal.PostAsync($"control/faults?secret={portal.Secret}", "limit@*", "text/plain");
        using var misspelt = await portal.PostAsync($"control/faults?secret={portal.Secret}", """{"scripts":""}""");

        Assert.That(
            (form.StatusCode, limited),
            Is.EqualTo((System.Net.HttpStatusCode.OK, "503 QUERY_LIMIT_EXCEEDED Too many requests"))
        );
        Assert.That(((int)text.StatusCode, (int)misspelt.StatusCode), Is.EqualTo((400, 400)));
        Assert.That(
            await misspelt.Content.ReadAsStringAsync(),
            Does.Contain("`faults` takes no `scripts`. It takes script, restart.")
        );
        Assert.That((string?)(await portal.ControlAsync("faults"))["faults"], Is.EqualTo("limit@*"));
    }

    [Test]
    public async Task A_new_script_lifts_the_refusal_of_leads()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("{}");
        await portal.ControlAsync("faults", $$"""{"script":"refuse:id={{id}}@*"}""");
        await portal.ResultAsync("crm.settings.mode.get");

        var refused = await portal.ErrorAsync("crm.lead.update", $$"""{"id":{{id}},"fields":{"NAME":"x"} }""");
        await portal.ControlAsync("faults", """{"script":""}""");

        Assert.That(refused, Is.EqualTo("400  Access denied."));
        Assert.That((bool)await portal.UpdateAsync(id, """{"NAME":"x"}"""));
    }

    [Test]
    public async Task Requests_can_be_counted_from_1_again()
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.CallAsync("profile");

        var going = await portal.ControlAsync("faults", """{"script":"500@2"}""");
        var anew = await portal.ControlAsync("faults", """{"script":"500@2","restart":true}""");
        var answers = new[]
        {
            await portal.CallAsync("profile"),
            await portal.CallAsync("profile"),
            await portal.CallAsync("profile"),
        };

        Assert.That(((int)going["next"]!, (int)anew["next"]!), Is.EqualTo((2, 1)));
        Assert.That(answers.Select(answer => (int)answer["status"]!), Is.EqualTo(new[] { 200, 500, 200 }));
        Assert.That((int)(await portal.ControlAsync("requests"))["http"]!, Is.EqualTo(4));
    }

    [TestCase("""{"id":99,"fields":{"NAME":"x"}}""", "There is no lead `99`.")]
    [TestCase("""{"id":1,"fields":{"NAMEN":"x"}}""", "`NAMEN` is not a field of leads.")]
    [TestCase("""{"id":1,"fields":{"DATE_CREATE":"2026-01-01"}}""", "`DATE_CREATE` is read-only.")]
    [TestCase("""{"id":1,"fields":{}}""", "`edit` lacks `fields`.")]
    [TestCase("""{"id":1,"field":{"NAME":"x"}}""", "`edit` takes no `field`.")]
    public async Task An_edit_that_would_do_nothing_is_refused(string edit, string message)
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { SeedLeads = 1 });

        var answer = await portal.ControlAsync("edit", edit);

        Assert.That((string?)answer["error_description"], Does.StartWith(message));
    }

    [TestCase("rights", """{"user":99}""", "`99` is not a user of this portal.")]
    [TestCase("webhooks", """{"user":99,"webhook":"abc"}""", "`99` is not a user of this portal.")]
    [TestCase("webhooks", """{"user":7,"webhook":"abc","scopes":["crn"]}""", "`crn` is not a scope.")]
    [TestCase(
        "automation",
        """{"rules":["after add set FOO=1"]}""",
        "`FOO` in `after add set FOO=1` is not a field of leads."
    )]
    [TestCase("settings", """{"mod":2}""", "`settings` takes no `mod`.")]
    public async Task A_control_that_would_do_nothing_is_refused(string what, string json, string message)
    {
        await using var portal = await TestPortal.StartAsync();

        var answer = await portal.ControlAsync(what, json);

        Assert.That((string?)answer["error_description"], Does.StartWith(message));
    }

    [TestCase("https", "400 INVALID_REQUEST Https required")]
    [TestCase("plan", "403 ACCESS_DENIED REST API is available only on commercial plans")]
    [TestCase("payment", "401 PAYMENT_REQUIRED Subscription has been ended")]
    [TestCase("deleted", "410 PORTAL_DELETED Portal was deleted")]
    [TestCase("overload", "503 OVERLOAD_LIMIT REST API is blocked due to overload")]
    public async Task A_portal_can_be_blocked_as_a_whole(string reason, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        await portal.ControlAsync("settings", $$"""{"blocked":"{{reason}}"}""");

        Assert.That(await portal.ErrorAsync("profile"), Is.EqualTo(error));
        Assert.That(
            (string?)(await portal.ControlAsync("settings", """{"blocked":"moon"}"""))["error_description"],
            Does.StartWith("`moon` blocks nothing.")
        );
    }
}
