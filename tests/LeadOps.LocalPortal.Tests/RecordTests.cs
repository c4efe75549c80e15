using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Contacts and companies, for reading.</summary>
internal sealed class RecordTests
{
    private const string Hide = """{"user":7,"rights":{"hidden":["C_410","CO_33"]}}""";

    [TestCase(
        "crm.contact.list",
        """{"filter":{"@ID":[410,999]},"select":["ID","NAME"]}""",
        """[{"ID":"410","NAME":"Jonas"}]"""
    )]
    [TestCase("crm.company.list", """{"filter":{"=ID":33}}""", """[{"ID":"33","TITLE":"Hafen & Söhne KG"}]""")]
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
    [TestCase("crm.contact.get", """{"id":412}""", """{"ID":"412","NAME":"Sam","LAST_NAME":"Hill"}""")]
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
}
