namespace LeadOps.LocalPortal.Tests;

internal sealed class RightsTests
{
    private static readonly LeadRights OwnOnly = new()
    {
        Read = LeadAccess.Own,
        Edit = LeadAccess.Own,
        Delete = LeadAccess.None,
    };

    private static async Task<TestPortal> WithRightsAsync(LeadRights rights)
    {
        var portal = await TestPortal.StartAsync(
            new LocalPortalOptions { Rights = new Dictionary<int, LeadRights> { [7] = rights } }
        );
        await portal.AddAsync("""{"TITLE":"mine","ASSIGNED_BY_ID":7}""");
        await portal.AddAsync("""{"TITLE":"other","ASSIGNED_BY_ID":9}""");
        return portal;
    }

    [Test]
    public async Task Unreadable_leads_are_left_out_of_lists_and_denied_to_get()
    {
        await using var portal = await WithRightsAsync(OwnOnly);

        Assert.That(await portal.FindAsync("{}", 7), Is.EqualTo("1"));
        Assert.That(
            (int)(await portal.CallAsync("crm.lead.list", """{"select":["ID"]}""", 7))["total"]!,
            Is.EqualTo(1)
        );
        Assert.That(await portal.ErrorAsync("crm.lead.get", """{"id":2}""", 7), Is.EqualTo("400  Access denied."));
        Assert.That(
            await portal.ErrorAsync("crm.item.get", """{"entityTypeId":1,"id":2}""", 7),
            Is.EqualTo("400 ACCESS_DENIED Access denied")
        );
    }

    [Test]
    public async Task Rights_that_are_granted_while_the_portal_runs_keep_what_they_do_not_name()
    {
        await using var portal = await TestPortal.StartAsync();

        using var granted = await portal.PostAsync(
            $"control/rights?secret={portal.Secret}",
            """{"user":7,"rights":{"READ":"own","stages":{"JUNK":{"edit":"None","isExternal":true}}}}"""
        );

        Assert.That(
            await granted.Content.ReadAsStringAsync(),
            Is.EqualTo(
                """
                {"read":"Own","add":"All","edit":"All","delete":"All","canImport":true,"canChangeSettings":true,
                "isAdmin":null,"isExternal":false,"hidden":[],"stages":{"JUNK":{"read":"All","add":"All","edit":"None",
                "delete":"All","canImport":true,"canChangeSettings":true,"isAdmin":null,"isExternal":true,"hidden":[],
                "stages":{}}}}
                """.ReplaceLineEndings("")
            )
        );
    }

    [TestCase("crm.lead.update", """{"id":2,"fields":{"TITLE":"x"}}""", "400  Access denied.")]
    [TestCase("crm.lead.delete", """{"id":1}""", "400  Access denied.")]
    [TestCase("crm.item.delete", """{"entityTypeId":1,"id":1}""", "400 ACCESS_DENIED Access denied")]
    [TestCase("crm.lead.contact.add", """{"id":2,"fields":{"CONTACT_ID":410}}""", "400 ACCESS_DENIED Access denied.")]
    [TestCase("crm.lead.productrows.set", """{"id":2,"rows":[]}""", "400  Access denied")]
    [TestCase(
        "crm.automation.trigger",
        """{"target":"LEAD_2","code":"x"}""",
        "400 ACCESS_DENIED Access denied! There are no permissions to update the entity."
    )]
    public async Task What_is_not_allowed_is_denied(string method, string call, string error)
    {
        await using var portal = await WithRightsAsync(OwnOnly);

        Assert.That(await portal.ErrorAsync(method, call, 7), Is.EqualTo(error));
        Assert.That((int)(await portal.CallAsync(method, call))["status"]!, Is.EqualTo(200), "the administrator may");
    }

    [Test]
    public async Task A_stage_can_be_closed_to_a_user()
    {
        var locked = new LeadRights { Edit = LeadAccess.None, Add = LeadAccess.None };
        await using var portal = await WithRightsAsync(
            new LeadRights { Stages = new Dictionary<string, LeadRights> { ["JUNK"] = locked } }
        );

        Assert.That(
            await portal.ErrorAsync("crm.lead.update", """{"id":1,"fields":{"STATUS_ID":"JUNK"}}""", 7),
            Is.EqualTo("400  Access denied.")
        );
        Assert.That(
            await portal.ErrorAsync("crm.item.update", """{"entityTypeId":1,"id":1,"fields":{"stageId":"JUNK"}}""", 7),
            Does.EndWith("Insufficient permissions to change the stage")
        );
        await portal.UpdateAsync(1, """{"STATUS_ID":"JUNK"}""");
        Assert.That(
            await portal.ErrorAsync("crm.lead.update", """{"id":1,"fields":{"TITLE":"x"}}""", 7),
            Is.EqualTo("400  Access denied.")
        );
    }

    [Test]
    public async Task Only_who_may_change_settings_changes_definitions()
    {
        await using var portal = await WithRightsAsync(new LeadRights { CanChangeSettings = false });

        Assert.That(
            await portal.ErrorAsync("crm.lead.userfield.delete", """{"id":881}""", 7),
            Is.EqualTo("400  Access denied.")
        );
        Assert.That(
            await portal.ErrorAsync("crm.status.add", """{"fields":{}}""", 7),
            Is.EqualTo("400  Access denied.")
        );
        Assert.That(await portal.ErrorAsync("crm.currency.list", "{}", 7), Is.EqualTo("400  Access denied."));
        Assert.That((string?)await portal.ResultAsync("crm.currency.base.get", "{}", 7), Is.EqualTo("EUR"));
    }

    [Test]
    public async Task A_webhook_has_its_own_user_scopes_and_end()
    {
        var hook = new LocalWebhook(9, "abc")
        {
            Scopes = ["crm", "user_brief", "department"],
            ExpiresAt = new DateTimeOffset(2026, 9, 2, 0, 0, 0, TimeSpan.Zero),
        };
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Webhooks = [hook] });

        var me = await portal.CallAsync("user.current", "{}", 9, "abc");
        var departments = await portal.CallAsync("department.get", "{}", 9, "abc");
        var stranger = await portal.ErrorAsync("profile", "{}", 7, "abc");
        portal.Clock.Now += TimeSpan.FromDays(1);

        Assert.That(
            ((string?)me["result"]!["ID"], me["result"]!.AsObject().ContainsKey("EMAIL"), (int)departments["total"]!),
            Is.EqualTo(("9", false, 3))
        );
        Assert.That(stranger, Is.EqualTo("401 INVALID_CREDENTIALS Invalid request credentials"));
        Assert.That(await portal.ErrorAsync("profile", "{}", 9, "abc"), Does.StartWith("401 INVALID_CREDENTIALS"));
    }

    [TestCase(13, "profile", "401 authorization_error Unable to authorize user")]
    [TestCase(99, "profile", "401 INVALID_CREDENTIALS Invalid request credentials")]
    [TestCase(
        1,
        "department.get",
        "401 insufficient_scope The request requires higher privileges than provided by the webhook token"
    )]
    [TestCase(1, "crm.lead.convert", "404 ERROR_METHOD_NOT_FOUND Method not found!")]
    [TestCase(
        1,
        "event.bind",
        "403 WRONG_AUTH_TYPE Current authorization type is denied for this method Application context required"
    )]
    public async Task A_call_that_may_not_be_made_is_refused(int user, string method, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync(method, "{}", user), Is.EqualTo(error));
    }
}
