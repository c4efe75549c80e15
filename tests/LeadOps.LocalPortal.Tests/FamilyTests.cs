using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Contacts, product rows, definitions, dictionaries, users, duplicates, history.</summary>
internal sealed class FamilyTests
{
    private static string Bindings(JsonNode rows) =>
        string.Join(' ', rows.AsArray().Select(row => $"{row!["CONTACT_ID"]}{row["IS_PRIMARY"]}{row["SORT"]}"));

    [Test]
    public async Task There_is_always_one_primary_contact()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        Task<JsonNode> Call(string method, string rest) =>
            portal.ResultAsync($"crm.lead.contact.{method}", $$"""{"id":{{id}}{{rest}} }""");

        await Call("add", ""","fields":{"CONTACT_ID":410}""");
        await Call("add", ""","fields":{"CONTACT_ID":411,"SORT":20,"IS_PRIMARY":"Y"}""");
        var two = Bindings(await Call("items.get", ""));
        await Call("delete", ""","fields":{"CONTACT_ID":411}""");
        var one = Bindings(await Call("items.get", ""));
        var lead = await portal.GetAsync(id);
        await Call("items.set", ""","items":[{"CONTACT_ID":412},{"CONTACT_ID":413,"IS_PRIMARY":"Y"}]""");
        var set = Bindings(await Call("items.get", ""));
        await Call("items.delete", "");

        Assert.That((two, one, set), Is.EqualTo(("410N10 411Y20", "410Y10", "412N10 413Y20")));
        Assert.That(((string?)lead["CONTACT_ID"], (string?)lead["IS_RETURN_CUSTOMER"]), Is.EqualTo(("410", "N")));
        Assert.That((await portal.GetAsync(id))["CONTACT_ID"], Is.Null);
        Assert.That(
            await portal.ErrorAsync("crm.lead.contact.add", $$"""{"id":{{id}},"fields":{} }"""),
            Does.StartWith("400  ")
        );
        Assert.That(
            await portal.ErrorAsync("crm.lead.contact.delete", $$"""{"id":{{id}},"fields":{"CONTACT_ID":410} }"""),
            Is.EqualTo("400 NOT_FOUND Not found.")
        );
    }

    [Test]
    public async Task The_amount_is_the_sum_of_the_rows_unless_it_is_fixed()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"OPPORTUNITY":5}""");
        async Task<string?> AmountAsync() => (string?)(await portal.GetAsync(id))["OPPORTUNITY"];

        var before = await AmountAsync();
        await portal.ResultAsync(
            "crm.lead.productrows.set",
            $$"""{"id":{{id}},"rows":[{"PRODUCT_ID":501,"PRICE":10.5,"QUANTITY":2},{"PRICE":1}]}"""
        );
        var sum = await AmountAsync();
        await portal.UpdateAsync(id, """{"OPPORTUNITY":7}""");
        var overwritten = await AmountAsync();
        await portal.UpdateAsync(id, """{"OPPORTUNITY":7,"IS_MANUAL_OPPORTUNITY":"Y"}""");
        var rows = await portal.ResultAsync("crm.lead.productrows.get", $$"""{"id":{{id}} }""");

        Assert.That((before, sum, overwritten, await AmountAsync()), Is.EqualTo(("5.00", "22.00", "22.00", "7.00")));
        Assert.That(
            (
                (string?)rows[0]!["PRODUCT_NAME"],
                (string?)rows[0]!["ORIGINAL_PRODUCT_NAME"],
                (string?)rows[1]!["PRODUCT_NAME"]
            ),
            Is.EqualTo(("Audit", "Audit", $"[{rows[1]!["ID"]}]"))
        );
    }

    [Test]
    public async Task Rows_can_be_changed_one_by_one()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        var row = (
            await portal.ResultAsync(
                "crm.item.productrow.add",
                $$"""{"fields":{"ownerType":"L","ownerId":{{id}},"productName":"A","price":10} }"""
            )
        )["productRow"]!;
        await portal.ResultAsync(
            "crm.item.productrow.add",
            $$"""{"fields":{"ownerType":"L","ownerId":{{id}},"productName":"B","price":3} }"""
        );

        var updated = await portal.ResultAsync(
            "crm.item.productrow.update",
            $$"""{"id":{{row["id"]}},"fields":{"quantity":4} }"""
        );
        var list = await portal.CallAsync(
            "crm.item.productrow.list",
            $$"""{"filter":{"=ownerType":"L","=ownerId":{{id}} },"order":{"price":"ASC"} }"""
        );
        var amount = (string?)(await portal.GetAsync(id))["OPPORTUNITY"];
        var deleted = await portal.CallAsync("crm.item.productrow.delete", $$"""{"id":{{row["id"]}} }""");

        Assert.That(
            (
                (decimal)updated["productRow"]!["price"]!,
                (decimal)updated["productRow"]!["quantity"]!,
                amount,
                (int)list["total"]!
            ),
            Is.EqualTo((10m, 4m, "43.00", 2))
        );
        Assert.That(
            list["result"]!["productRows"]!.AsArray().Select(found => (string)found!["productName"]!),
            Is.EqualTo(new[] { "B", "A" })
        );
        Assert.That(
            (deleted.ContainsKey("result"), deleted["result"], (int)deleted["status"]!),
            Is.EqualTo((true, (JsonNode?)null, 200))
        );
        Assert.That(
            await portal.ErrorAsync("crm.item.productrow.list", """{"filter":{"=ownerType":"D","=ownerId":1}}"""),
            Does.Contain("ENTITY_TYPE_NOT_SUPPORTED")
        );
        Assert.That(
            await portal.ErrorAsync("crm.item.productrow.set", """{"ownerType":"L","ownerId":99,"productRows":[]}"""),
            Is.EqualTo("400 OWNER_NOT_FOUND Owner was not found")
        );
    }

    [Test]
    public async Task A_definition_merges_its_settings_and_options()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = (long)
            await portal.ResultAsync(
                "crm.lead.userfield.add",
                """{"fields":{"FIELD_NAME":"uf_kind","USER_TYPE_ID":"enumeration","MULTIPLE":"Y","LABEL":"Kind","LIST":[{"VALUE":"A","XML_ID":"a"},{"VALUE":"B","XML_ID":"b"}],"SETTINGS":{"DISPLAY":"UI","LIST_HEIGHT":5}}}"""
            );
        Task<JsonNode> GetAsync() => portal.ResultAsync("crm.lead.userfield.get", $$"""{"id":{{id}} }""");
        var options = (await GetAsync())["LIST"]!;
        var lead = await portal.AddAsync($$"""{"UF_CRM_KIND":[{{options[0]!["ID"]}},{{options[1]!["ID"]}}]}""");

        await portal.ResultAsync(
            "crm.lead.userfield.update",
            $$"""{"id":{{id}},"fields":{"SETTINGS":{"DISPLAY":"LIST"},"USER_TYPE_ID":"string","EDIT_FORM_LABEL":{"de":"Art"},"LIST":[{"ID":{{options[0]!["ID"]}},"DEL":"Y"},{"ID":"{{options[1]!["ID"]}}","VALUE":"B2"},{"VALUE":"C","XML_ID":"c"}]} }"""
        );

        var changed = await GetAsync();
        Assert.That(
            ((string?)changed["FIELD_NAME"], (string?)changed["USER_TYPE_ID"], (string?)changed["ID"]),
            Is.EqualTo(("UF_CRM_KIND", "enumeration", TestPortal.Text(id)))
        );
        Assert.That(
            ((string?)changed["SETTINGS"]!["DISPLAY"], (int?)changed["SETTINGS"]!["LIST_HEIGHT"]),
            Is.EqualTo(("LIST", 5))
        );
        Assert.That(
            (
                (string?)changed["EDIT_FORM_LABEL"]!["de"],
                (string?)changed["EDIT_FORM_LABEL"]!["en"],
                (string?)changed["LIST_COLUMN_LABEL"]!["en"]
            ),
            Is.EqualTo(("Art", "", "Kind"))
        );
        Assert.That(
            changed["LIST"]!.AsArray().Select(option => (string)option!["VALUE"]!),
            Is.EqualTo(new[] { "B2", "C" })
        );
        Assert.That((await portal.GetAsync(lead))["UF_CRM_KIND"]!.AsArray().Count, Is.EqualTo(1));
    }

    [TestCase(
        """{"FIELD_NAME":"NOTE","USER_TYPE_ID":"string"}""",
        "ERROR_CORE The field UF_CRM_NOTE for the object CRM_LEAD already exists."
    )]
    [TestCase("""{"FIELD_NAME":"X","USER_TYPE_ID":"nothing"}""", "ERROR_CORE Invalid custom type specified.")]
    [TestCase(
        """{"FIELD_NAME":"A23456789012345678901234567890123456789012345","USER_TYPE_ID":"string"}""",
        "ERROR_CORE Field name is too long (more than 50 characters)."
    )]
    [TestCase("""{"USER_TYPE_ID":"string"}""", " The 'FIELD_NAME' field is not found.")]
    [TestCase(
        """{"FIELD_NAME":"X","USER_TYPE_ID":"enumeration","LIST":[{"VALUE":"a","XML_ID":"a"},{"VALUE":"b","XML_ID":"a"}]}""",
        "ERROR_CORE List item with XML_ID=a already exists."
    )]
    public async Task A_wrong_definition_is_refused(string fields, string error)
    {
        await using var portal = await TestPortal.StartAsync();

        Assert.That(
            await portal.ErrorAsync("crm.lead.userfield.add", $$"""{"fields":{{fields}} }"""),
            Is.EqualTo("400 " + error)
        );
    }

    [Test]
    public async Task A_deleted_field_is_gone_from_all_leads()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"UF_CRM_NOTE":"x"}""");

        await portal.ResultAsync("crm.lead.userfield.delete", """{"id":881}""");
        await portal.ResultAsync(
            "crm.lead.userfield.add",
            """{"fields":{"FIELD_NAME":"NOTE","USER_TYPE_ID":"string"}}"""
        );

        Assert.That((await portal.GetAsync(id))["UF_CRM_NOTE"], Is.Null);
    }

    [Test]
    public async Task Every_type_has_a_field_of_its_own()
    {
        await using var portal = await TestPortal.StartAsync();

        var types = (await portal.ResultAsync("crm.userfield.types"))
            .AsArray()
            .Select(type => (string)type!["ID"]!)
            .ToList();
        var fields = (await portal.ResultAsync("crm.lead.userfield.list")).AsArray();

        foreach (var type in types)
        {
            var kinds = fields
                .Where(field => (string?)field!["USER_TYPE_ID"] == type)
                .Select(field => (string)field!["MULTIPLE"]!)
                .Distinct()
                .Order();
            Assert.That(kinds, Is.EqualTo(type == "boolean" ? ["N"] : new[] { "N", "Y" }), type);
        }
    }

    [Test]
    public async Task A_stage_can_be_made_renamed_and_taken_away()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = (long)
            await portal.ResultAsync(
                "crm.status.add",
                """{"fields":{"ENTITY_ID":"STATUS","STATUS_ID":"UC_LATER","NAME":"Later","SORT":70,"SEMANTICS":"F"}}"""
            );
        var lead = await portal.AddAsync("""{"STATUS_ID":"UC_LATER"}""");

        await portal.ResultAsync(
            "crm.status.update",
            $$"""{"id":{{id}},"fields":{"NAME":"Much later","STATUS_ID":"X"} }"""
        );
        var row = (
            await portal.ResultAsync("crm.status.list", """{"filter":{"ENTITY_ID":"STATUS","STATUS_ID":"UC_LATER"}}""")
        )[0]!;
        var refused = await portal.ErrorAsync("crm.status.delete", $$"""{"id":{{id}} }""");
        await portal.ResultAsync("crm.lead.delete", $$"""{"id":{{lead}} }""");

        Assert.That(
            ((string?)row["NAME"], (string?)row["EXTRA"]!["SEMANTICS"], refused),
            Is.EqualTo(("Much later", "apology", "400  There are active items in this status."))
        );
        Assert.That((bool)await portal.ResultAsync("crm.status.delete", $$"""{"id":{{id}} }"""));
        Assert.That(await portal.ErrorAsync("crm.status.delete", """{"id":1}"""), Does.Contain("FORCED"));
        Assert.That((bool)await portal.ResultAsync("crm.status.delete", """{"id":1,"params":{"FORCED":"Y"}}"""));
        Assert.That(
            (await portal.ResultAsync("crm.status.list", """{"filter":{"ENTITY_ID":"NO_SUCH"}}""")).AsArray(),
            Is.Empty
        );
    }

    [TestCase("""{"FILTER":{"ACTIVE":false}}""", "13")]
    [TestCase("""{"FILTER":{"@ID":[1,"9"]}}""", "1 9")]
    [TestCase("""{"FILTER":{"!ID":1,"ACTIVE":"Y"}}""", "7 9 11")]
    [TestCase("""{"ID":7}""", "7")]
    [TestCase("""{"FILTER":{"%LAST_NAME":"o"},"sort":"ID","order":"DESC"}""", "9 7")]
    public async Task Users_are_found_by_the_same_prefixes(string call, string ids)
    {
        await using var portal = await TestPortal.StartAsync();

        var users = await portal.ResultAsync("user.get", call);

        Assert.That(string.Join(' ', users.AsArray().Select(user => (string)user!["ID"]!)), Is.EqualTo(ids));
    }

    [Test]
    public async Task Duplicates_are_found_in_leads_contacts_and_companies()
    {
        await using var portal = await TestPortal.StartAsync();
        var lead = await portal.AddAsync("""{"PHONE":[{"VALUE":"+49 (30) 23125410"}]}""");
        Task<JsonNode> FindAsync(string rest) =>
            portal.ResultAsync(
                "crm.duplicate.findbycomm",
                $$"""{"type":"PHONE","values":["+493023125410","030 1"]{{rest}} }"""
            );

        var all = await FindAsync("");
        var one = await FindAsync(""","entity_type":"CONTACT" """);
        for (var i = 0; i < 20; i++)
        {
            await portal.AddAsync("""{"PHONE":[{"VALUE":"+493023125410"}]}""");
        }

        var many = await FindAsync("");
        Assert.That(all.ToJsonString(), Is.EqualTo($$"""{"LEAD":[{{lead}}],"CONTACT":[410]}"""));
        Assert.That(one.ToJsonString(), Is.EqualTo("""{"CONTACT":[410]}"""));
        Assert.That((many["LEAD"]!.AsArray().Count, many["CONTACT"]), Is.EqualTo((20, (JsonNode?)null)));
        Assert.That(
            await portal.ErrorAsync("crm.duplicate.findbycomm", """{"type":"PHONE","values":"x"}"""),
            Is.EqualTo("400  Communication values is not defined")
        );
    }

    [Test]
    public async Task Every_stage_move_is_in_the_history()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        await portal.UpdateAsync(id, """{"STATUS_ID":"IN_PROCESS"}""");
        await portal.UpdateAsync(id, """{"TITLE":"y"}""");
        await portal.UpdateItemAsync(id, """{"stageId":"JUNK"}""");

        var moves = await portal.ResultAsync(
            "crm.stagehistory.list",
            $$"""{"entityTypeId":1,"filter":{"OWNER_ID":{{id}} },"order":{"ID":"ASC"} }"""
        );

        Assert.That(
            string.Join(
                ", ",
                moves["items"]!
                    .AsArray()
                    .Select(move => $"{move!["TYPE_ID"]} {move["STATUS_ID"]} {move["STATUS_SEMANTIC_ID"]}")
            ),
            Is.EqualTo("1 NEW P, 2 IN_PROCESS P, 3 JUNK F")
        );
    }

    [Test]
    public async Task A_merge_keeps_the_first_lead_and_what_the_others_add()
    {
        await using var portal = await TestPortal.StartAsync();
        var main = await portal.AddAsync("""{"NAME":"A","PHONE":[{"VALUE":"1"}]}""");
        var other = await portal.AddAsync(
            """{"NAME":"A","POST":"CEO","PHONE":[{"VALUE":"1"},{"VALUE":"2"}],"CONTACT_ID":410}"""
        );

        var merged = await portal.ResultAsync(
            "crm.entity.mergeBatch",
            $$"""{"params":{"entityTypeId":1,"entityIds":[{{main}},{{other}}]} }"""
        );

        var lead = await portal.GetAsync(main);
        Assert.That((string?)merged["STATUS"], Is.EqualTo("SUCCESS"));
        Assert.That(
            ((string?)lead["POST"], lead["PHONE"]!.AsArray().Count, (string?)lead["CONTACT_ID"]),
            Is.EqualTo(("CEO", 2, "410"))
        );
        Assert.That(await portal.ErrorAsync("crm.lead.get", $$"""{"id":{{other}} }"""), Is.EqualTo("400  Not found"));
    }
}
