using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Contacts and companies.</summary>
internal sealed class RecordTests
{
    private const string Hide = """{"user":7,"rights":{"hidden":["C_410","CO_33"]}}""";

    [TestCase(
        "crm.contact.list",
        """{"filter":{"@ID":[410,999]},"select":["ID","NAME"]}""",
        """[{"ID":"410","NAME":"Jonas"}]"""
    )]
    [TestCase(
        "crm.company.list",
        """{"filter":{"=ID":33},"select":["TITLE"]}""",
        """[{"ID":"33","TITLE":"Hafen & Söhne KG"}]"""
    )]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":3,"filter":{"@id":[411,999]},"select":["id","lastName"]}""",
        """{"items":[{"id":411,"lastName":"Lang"}]}"""
    )]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":4,"filter":{"=id":35}}""",
        """{"items":[{"id":35,"entityTypeId":4,"title":"Adler Ltd"}]}"""
    )]
    [TestCase(
        "crm.item.get",
        """{"entityTypeId":4,"id":31}""",
        """{"item":{"id":31,"entityTypeId":4,"title":"Nordwind GmbH"}}"""
    )]
    [TestCase(
        "crm.contact.list",
        """{"filter":{"EMAIL":"SAM.HILL@example.net"},"select":["ID","LAST_NAME"]}""",
        """[{"ID":"412","LAST_NAME":"Hill"}]"""
    )]
    public async Task Records_are_found_by_id(string method, string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();

        var result = await portal.ResultAsync(method, call);

        Assert.That(JsonNode.DeepEquals(result, JsonNode.Parse(expected)), result.ToJsonString());
    }

    [TestCase("crm.item.get", """{"entityTypeId":3,"id":999}""", "400 NOT_FOUND Element not found")]
    [TestCase("crm.company.get", """{"id":999}""", "400  Not found")]
    [TestCase("crm.contact.get", "{}", "400  ID is not defined or invalid.")]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":4,"filter":{"=name":"x"}}""",
        "400 INVALID_ARG_VALUE Invalid filter: field 'name' is not allowed in filter"
    )]
    [TestCase(
        "crm.item.update",
        """{"entityTypeId":3,"id":410,"fields":{"name":"x"}}""",
        "400 ENTITY_TYPE_NOT_SUPPORTED Entity type 3 is not supported"
    )]
    public async Task What_is_wrong_is_refused(string method, string call, string expected)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync(method, call), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_record_that_the_user_may_not_see_is_missing_from_lists_and_denied_by_itself()
    {
        await using var portal = await TestPortal.StartAsync();
        using var granted = await portal.PostAsync($"control/rights?secret={portal.Secret}", Hide);
        using var made = await portal.PostAsync(
            $"control/webhooks?secret={portal.Secret}",
            """{"user":7,"webhook":"LARS","scopes":["crm"]}"""
        );

        var list = await portal.CallAsync(
            "crm.item.list",
            """{"entityTypeId":3,"filter":{"@id":[410,411]},"select":["id"]}""",
            7,
            "LARS"
        );
        var error = await portal.ErrorAsync("crm.item.get", """{"entityTypeId":4,"id":33}""", 7, "LARS");

        Assert.That(list["result"]!.ToJsonString(), Is.EqualTo("""{"items":[{"id":411}]}"""));
        Assert.That(error, Does.StartWith("400 ACCESS_DENIED"));
    }

    [Test]
    public async Task A_contact_is_answered_with_all_that_the_portal_has()
    {
        await using var portal = await TestPortal.StartAsync();

        var contact = (await portal.ResultAsync("crm.contact.get", """{"id":410}""")).AsObject();

        Assert.That(
            string.Join(' ', contact.Select(member => member.Key)),
            Is.EqualTo(
                "ID POST COMMENTS HONORIFIC NAME SECOND_NAME LAST_NAME PHOTO LEAD_ID TYPE_ID SOURCE_ID "
                    + "SOURCE_DESCRIPTION "
                    + "COMPANY_ID BIRTHDATE EXPORT HAS_PHONE HAS_EMAIL HAS_IMOL DATE_CREATE DATE_MODIFY ASSIGNED_BY_ID "
                    + "CREATED_BY_ID MODIFY_BY_ID OPENED ORIGINATOR_ID ORIGIN_ID ORIGIN_VERSION FACE_ID "
                    + "LAST_ACTIVITY_TIME "
                    + "ADDRESS ADDRESS_2 ADDRESS_CITY ADDRESS_POSTAL_CODE ADDRESS_REGION ADDRESS_PROVINCE "
                    + "ADDRESS_COUNTRY "
                    + "ADDRESS_LOC_ADDR_ID UTM_SOURCE UTM_MEDIUM UTM_CAMPAIGN UTM_CONTENT UTM_TERM "
                    + "LAST_ACTIVITY_BY PHONE EMAIL"
            )
        );
        Assert.That(
            ((string?)contact["NAME"], (string?)contact["HAS_PHONE"], (string?)contact["PHONE"]![0]!["VALUE"]),
            Is.EqualTo(("Jonas", "Y", "+493023125410"))
        );
    }

    [TestCase("contact", "NAME")]
    [TestCase("company", "TITLE")]
    public async Task A_record_is_added_changed_and_deleted(string kind, string name)
    {
        await using var portal = await TestPortal.StartAsync();

        var id = (long)
            await portal.ResultAsync(
                $"crm.{kind}.add",
                $$"""
                {"fields":{"{{name}}":"First","COMMENTS":"x","PHONE":[{"VALUE":"+4930111",
                "VALUE_TYPE":"HOME"}],"NOPE":1} }
                """
            );
        var made = await portal.ResultAsync($"crm.{kind}.get", $$"""{"id":{{id}}}""");
        portal.Clock.Now += TimeSpan.FromMinutes(1);
        await portal.ResultAsync(
            $"crm.{kind}.update",
            $$"""
            {"id":{{id}},"fields":{"{{name}}":"Second","COMMENTS":"",
            "PHONE":[{"ID":"{{made["PHONE"]![0]!["ID"]}}","VALUE":""}]} }
            """
        );
        var changed = await portal.ResultAsync($"crm.{kind}.get", $$"""{"id":{{id}}}""");
        var gone = await portal.ResultAsync($"crm.{kind}.delete", $$"""{"id":{{id}}}""");

        Assert.That(
            ((string?)made[name], (string?)made["PHONE"]![0]!["VALUE_TYPE"], (string?)made["HAS_PHONE"]),
            Is.EqualTo(("First", "HOME", "Y"))
        );
        Assert.That(
            ((string?)changed[name], (string?)changed["COMMENTS"], changed["PHONE"], (string?)changed["HAS_PHONE"]),
            Is.EqualTo(("Second", "", (JsonNode?)null, "N"))
        );
        Assert.That((string?)changed["DATE_MODIFY"], Is.Not.EqualTo((string?)made["DATE_MODIFY"]));
        Assert.That((bool)gone, Is.True);
        Assert.That(await portal.ErrorAsync($"crm.{kind}.get", $$"""{"id":{{id}}}"""), Is.EqualTo("400  Not found"));
    }

    [Test]
    public async Task A_lead_forgets_a_contact_and_a_company_that_are_deleted()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"CONTACT_IDS":[410,411],"COMPANY_ID":31}""");

        await portal.ResultAsync("crm.contact.delete", """{"id":410}""");
        await portal.ResultAsync("crm.company.delete", """{"id":31}""");

        var lead = await portal.GetAsync(id);
        Assert.That(((string?)lead["CONTACT_ID"], (string?)lead["COMPANY_ID"]), Is.EqualTo(("411", (string?)null)));
    }

    [Test]
    public async Task A_company_needs_a_title()
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(
            await portal.ErrorAsync("crm.company.add", """{"fields":{"COMMENTS":"x"}}"""),
            Is.EqualTo("400 ERROR_CORE The required field 'Company Name' is missing.<br />")
        );
    }

    [Test]
    public async Task Records_outlive_a_restart()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory().FullName, "portal.db");
        await using (var first = await TestPortal.StartAsync(new LocalPortalOptions { DataFile = file }))
        {
            await first.ResultAsync("crm.contact.update", """{"id":410,"fields":{"POST":"Buyer"}}""");
        }

        await using var again = await TestPortal.StartAsync(new LocalPortalOptions { DataFile = file });
        var contact = await again.ResultAsync("crm.contact.get", """{"id":410}""");
        Assert.That(
            ((string?)contact["POST"], (string?)contact["EMAIL"]![0]!["VALUE"]),
            Is.EqualTo(("Buyer", "jonas.reuter@example.com"))
        );
    }
}
