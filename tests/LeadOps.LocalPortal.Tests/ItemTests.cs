using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class ItemTests
{
    [TestCase("name", "null", "\"\"")]
    [TestCase("title", "\"\"", "\"x\"")]
    [TestCase("opportunity", "\"999.90\"", "999.9")]
    [TestCase("companyId", "31", "31")]
    [TestCase("contactIds", "[411,410]", "[411,410]")]
    [TestCase("observers", "[7,9]", "[7,9]")]
    [TestCase("webformId", "5", "5")]
    [TestCase("opened", "\"N\"", "\"N\"")]
    [TestCase("ufCrmScore", "\"7\"", "7")]
    [TestCase("ufCrmVip", "\"Y\"", "\"Y\"")]
    [TestCase("ufCrmRate", "1.5", "1.5")]
    [TestCase("ufCrmRegion", "80", "80")]
    [TestCase("ufCrmInterests", "[91,\"92\"]", "[91,92]")]
    [TestCase("ufCrmManagers", "[7]", "[7]")]
    [TestCase("ufCrmBudget", "\"300|USD\"", "\"300|USD\"")]
    [TestCase("ufCrmPartner", "\"CO_33\"", "\"CO_33\"")]
    [TestCase("ufCrmSegment", "\"IT\"", "\"IT\"")]
    [TestCase("ufCrmNextCall", "\"2026-09-15\"", "\"2026-09-15T02:00:00+02:00\"")]
    [TestCase("birthdate", "\"\"", "null")]
    [TestCase("noSuchField", "1", "null")]
    [TestCase("createdTime", "\"2020-01-01\"", "\"2026-09-01T10:00:00+02:00\"")]
    public async Task A_written_value_has_its_native_type(string field, string written, string read)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        await portal.UpdateItemAsync(id, $$"""{"{{field}}":{{written}} }""");

        var item = await portal.ItemAsync(id);
        Assert.That(JsonNode.DeepEquals(item[field], JsonNode.Parse(read)), item[field]?.ToJsonString());
    }

    [TestCase("""{"stageId":"NOPE"}""", "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"stageId\"")]
    [TestCase("""{"sourceId":"NOPE"}""", "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"sourceId\"")]
    [TestCase("""{"currencyId":"XXX"}""", "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"currencyId\"")]
    [TestCase("""{"companyId":999}""", "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"companyId\"")]
    [TestCase("""{"contactIds":[999]}""", "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"contactIds\"")]
    [TestCase(
        """{"assignedById":999}""",
        "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"assignedById\""
    )]
    [TestCase("""{"ufCrmRegion":999}""", "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"ufCrmRegion\"")]
    [TestCase(
        """{"ufCrmNextCall":"soon"}""",
        "400 CRM_FIELD_ERROR_VALUE_NOT_VALID Invalid value for field \"ufCrmNextCall\""
    )]
    [TestCase("""{"ufCrmTags":"a"}""", "400 100 Expected iterable value for multiple field, but got `string` instead")]
    [TestCase(
        """{"contactIds":410}""",
        "400 100 Expected iterable value for multiple field, but got `integer` instead"
    )]
    public async Task A_wrong_value_is_refused_and_nothing_changes(string fields, string error)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        var before = await portal.ItemAsync(id);

        var answer = await portal.ErrorAsync(
            "crm.item.update",
            $$"""{"entityTypeId":1,"id":{{id}},"fields":{{fields}} }"""
        );

        Assert.That(answer, Is.EqualTo(error));
        Assert.That(JsonNode.DeepEquals(await portal.ItemAsync(id), before));
    }

    [Test]
    public async Task An_unchanged_save_is_skipped()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x","UF_CRM_TAGS":["a"]}""");
        portal.Clock.Now += TimeSpan.FromHours(1);

        var same = await portal.UpdateItemAsync(id, """{"title":"x","ufCrmTags":["a"],"noSuchField":1}""");
        var changed = await portal.UpdateItemAsync(id, """{"title":"y"}""");

        Assert.That(
            ((string?)same["updatedTime"], (string?)changed["updatedTime"]),
            Is.EqualTo(("2026-09-01T10:00:00+02:00", "2026-09-01T11:00:00+02:00"))
        );
    }

    [Test]
    public async Task An_empty_array_clears_texts_but_not_a_multiple_list()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"UF_CRM_INTERESTS":[91],"UF_CRM_TAGS":["a"]}""");

        var item = await portal.UpdateItemAsync(id, """{"ufCrmInterests":[],"ufCrmTags":[]}""");

        Assert.That(
            (item["ufCrmInterests"]!.ToJsonString(), item["ufCrmTags"]!.ToJsonString()),
            Is.EqualTo(("[91]", "[]"))
        );
    }

    [TestCase("""[{"typeId":"PHONE","valueType":"HOME","value":"3"}]""", "1 2 3")]
    [TestCase("""{"A":{"typeId":"PHONE","value":"9"}}""", "9 2")]
    [TestCase("""{"A":{"typeId":"PHONE","value":""}}""", "2")]
    [TestCase("""{"A":{"value":""}}""", "1 2")]
    [TestCase("""{"999999":{"typeId":"PHONE","value":"4"}}""", "1 2 4")]
    [TestCase("""{"n0":{"typeId":"FAXES","value":"5"}}""", "1 2 5")]
    [TestCase("\"x\"", "1 2")]
    public async Task Communication_changes_by_key(string fm, string read)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"PHONE":[{"VALUE":"1"},{"VALUE":"2"}]}""");
        var first = (long)(await portal.ItemAsync(id))["fm"]![0]!["id"]!;

        var item = await portal.UpdateItemAsync(
            id,
            $$"""{"fm":{{fm.Replace("\"A\"", $"\"{first}\"", StringComparison.Ordinal)}} }"""
        );

        Assert.That(
            string.Join(' ', item["fm"]!.AsArray().Select(entry => (string)entry!["value"]!)),
            Is.EqualTo(read)
        );
    }

    [TestCase("""{"0":{"logic":"OR","0":{"=name":"A"},"1":{">opportunity":50}}}""", "1 3")]
    [TestCase("""{"logic":"OR","=name":"B","=id":3}""", "2 3")]
    [TestCase(
        """{"0":{"logic":"OR","0":{"=name":"A","0":{"logic":"OR","0":{"=id":2},"1":{"=id":1}}},"1":{"=name":"C"}}}""",
        "1 3"
    )]
    [TestCase("""{"@stageId":["NEW"],"!=name":"A"}""", "2 3")]
    [TestCase("""{"contactIds":410}""", "2")]
    [TestCase("""{"ufCrmVip":1}""", "3")]
    public async Task A_filter_may_nest(string filter, string ids)
    {
        await using var portal = await TestPortal.StartAsync();
        await portal.AddAsync("""{"NAME":"A"}""");
        await portal.AddAsync("""{"NAME":"B","CONTACT_IDS":[410]}""");
        await portal.AddAsync("""{"NAME":"C","OPPORTUNITY":100,"UF_CRM_VIP":1}""");

        var found = await portal.ResultAsync(
            "crm.item.list",
            $$"""{"entityTypeId":1,"select":["id"],"filter":{{filter}} }"""
        );

        Assert.That(
            string.Join(' ', found["items"]!.AsArray().Select(item => item!["id"]!.ToJsonString())),
            Is.EqualTo(ids)
        );
    }

    [TestCase(
        "crm.item.list",
        """{"entityTypeId":1,"filter":{"=phone":"1"}}""",
        "400 INVALID_ARG_VALUE Invalid filter: field 'phone' is not allowed in filter"
    )]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":1,"filter":{"0":{"logic":"OR","0":{"@TITLE":["x"]}}}}""",
        "400 INVALID_ARG_VALUE Invalid filter: field 'TITLE' is not allowed in filter"
    )]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":1,"filter":{">title":["x"]}}""",
        "400 INVALID_ARG_VALUE Invalid filter: field 'title' has invalid value"
    )]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":1,"order":{"fm":"ASC"}}""",
        "400 INVALID_ARG_VALUE Invalid order: field 'fm' is not allowed in order"
    )]
    [TestCase(
        "crm.item.list",
        """{"entityTypeId":1,"order":{"id":"asc"}}""",
        "400 INVALID_ARG_VALUE Invalid order: allowed sort directions are `ASC, DESC`. But got 'asc' for field 'id'"
    )]
    [TestCase("crm.item.list", "{}", "400 100 Could not find value for parameter {entityTypeId}")]
    [TestCase(
        "crm.item.get",
        """{"entityTypeId":2,"id":1}""",
        "400 ENTITY_TYPE_NOT_SUPPORTED Entity type 2 is not supported"
    )]
    [TestCase("crm.item.get", """{"entityTypeId":1,"id":77}""", "400 NOT_FOUND Element not found")]
    [TestCase("crm.item.add", """{"entityTypeId":1}""", "400 100 Could not find value for parameter {fields}")]
    public async Task A_wrong_call_is_refused(string method, string call, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(await portal.ErrorAsync(method, call), Is.EqualTo(error));
    }

    [Test]
    public async Task Names_of_custom_fields_follow_their_spelling()
    {
        await using var portal = await TestPortal.StartAsync();
        foreach (var name in new[] { "1747309879", "MANAGER_NOTE", "NOTE10", "A_10", "MANAGERNOTE", "MANAGER__NOTE" })
        {
            await portal.ResultAsync(
                "crm.lead.userfield.add",
                $$$"""{"fields":{"FIELD_NAME":"{{{name}}}","USER_TYPE_ID":"string"}}"""
            );
        }

        var fields = (await portal.ResultAsync("crm.item.fields", """{"entityTypeId":1}"""))["fields"]!.AsObject();
        var original = (await portal.ResultAsync("crm.item.fields", """{"entityTypeId":1,"useOriginalUfNames":"Y"}"""))[
            "fields"
        ]!.AsObject();

        Assert.That(
            fields
                .Where(pair => ((string)pair.Value!["upperName"]!).StartsWith("UF_CRM_1747", StringComparison.Ordinal))
                .Select(pair => pair.Key),
            Is.EqualTo(new[] { "ufCrm_1747309879" })
        );
        Assert.That(
            new[]
            {
                "ufCrmManagerNote",
                "ufCrm_NOTE10",
                "ufCrm_A_10",
                "ufCrmManagernote",
                "UF_CRM_MANAGER__NOTE",
            }.Where(name => !fields.ContainsKey(name)),
            Is.Empty
        );
        Assert.That(original.ContainsKey("UF_CRM_MANAGER_NOTE"));
    }

    [Test]
    public async Task A_required_field_counts_on_add_and_when_the_stage_changes()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        await portal.ControlAsync("settings", """{"required":{"COMMENTS":["JUNK"],"LAST_NAME":[]}}""");

        Assert.That(
            await portal.ErrorAsync("crm.item.add", """{"entityTypeId":1,"fields":{"title":"y"}}"""),
            Is.EqualTo("400 CRM_FIELD_ERROR_REQUIRED The \"Last Name\" field is required")
        );
        Assert.That((string?)(await portal.UpdateItemAsync(id, """{"title":"y"}"""))["title"], Is.EqualTo("y"));
        Assert.That(
            await portal.ErrorAsync(
                "crm.item.update",
                $$"""{"entityTypeId":1,"id":{{id}},"fields":{"stageId":"JUNK","lastName":"B"} }"""
            ),
            Is.EqualTo("400 CRM_FIELD_ERROR_REQUIRED The \"Comments\" field is required")
        );
    }

    [TestCase(
        1,
        """{"title":"x","createdTime":"2026-08-01T10:00:00+02:00","createdBy":9}""",
        "2026-08-01T10:00:00+02:00 9"
    )]
    [TestCase(7, """{"title":"x","createdTime":"2026-08-01T10:00:00+02:00"}""", null)]
    [TestCase(1, """{"title":"x","createdTime":"2027-08-01T10:00:00+02:00"}""", null)]
    [TestCase(7, """{"title":"x"}""", "2026-09-01T10:00:00+02:00 7")]
    public async Task Only_an_administrator_imports_into_the_past(int user, string fields, string? read)
    {
        await using var portal = await TestPortal.StartAsync();

        var answer = await portal.CallAsync("crm.item.import", $$"""{"entityTypeId":1,"fields":{{fields}} }""", user);

        if (read is null)
        {
            Assert.That(
                ((string?)answer["error"], (string?)answer["error_description"]),
                Is.EqualTo(("CRM_FIELD_ERROR_VALUE_NOT_VALID", "Invalid value for field \"createdTime\""))
            );
            return;
        }

        var item = await portal.ItemAsync((long)answer["result"]!["item"]!["id"]!);
        Assert.That($"{item["createdTime"]} {item["createdBy"]}", Is.EqualTo(read));
    }
}
