using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

internal sealed class LeadWriteTests
{
    [TestCase("UF_CRM_SCORE", "\"7\"", "\"7\"")]
    [TestCase("UF_CRM_SCORE", "\"many\"", "\"0\"")]
    [TestCase("UF_CRM_RATE", "9999.955", "\"9999.96\"")]
    [TestCase("UF_CRM_VIP", "\"Y\"", "\"1\"")]
    [TestCase("UF_CRM_VIP", "false", "\"0\"")]
    [TestCase("UF_CRM_REGION", "80", "\"80\"")]
    [TestCase("UF_CRM_REGION", "999", "null")]
    [TestCase("UF_CRM_NEXT_CALL", "\"2026-09-15\"", "\"2026-09-15T02:00:00+02:00\"")]
    [TestCase("UF_CRM_NEXT_CALL", "\"15.09.2026\"", "\"2026-09-15T02:00:00+02:00\"")]
    [TestCase("UF_CRM_NEXT_CALL", "\"soon\"", "\"\"")]
    [TestCase("UF_CRM_MEETING", "\"2026-09-15T10:00:00+03:00\"", "\"2026-09-15T09:00:00+02:00\"")]
    [TestCase("UF_CRM_MEETING", "\"2026-09-15 10:00:00\"", "\"2026-09-15T10:00:00+02:00\"")]
    [TestCase("UF_CRM_BUDGET", "\"300|USD\"", "\"300|USD\"")]
    [TestCase("UF_CRM_BUDGET", "300", "\"300|EUR\"")]
    [TestCase("UF_CRM_SITE", "\"example.com\"", "\"example.com\"")]
    [TestCase("UF_CRM_OFFICE", "\"Hafenstr. 4, Hamburg\"", "\"Hafenstr. 4, Hamburg|;|\"")]
    [TestCase("UF_CRM_OFFICE", "\"Hafenstr. 4|53.5;9.9|571\"", "\"Hafenstr. 4|53.5;9.9|571\"")]
    [TestCase("UF_CRM_MANAGER", "9", "\"9\"")]
    [TestCase("UF_CRM_PARTNER", "\"CO_33\"", "\"CO_33\"")]
    [TestCase("UF_CRM_SEGMENT", "\"IT\"", "\"IT\"")]
    [TestCase("UF_CRM_CATALOG_ITEM", "12", "\"12\"")]
    [TestCase("UF_CRM_TAGS", "\"one\"", "[\"one\"]")]
    [TestCase("UF_CRM_INTERESTS", "[91, \"93\", 555]", "[\"91\",\"93\"]")]
    [TestCase("UF_CRM_NOTE", "[\"a\",\"b\"]", "null")]
    [TestCase("OPPORTUNITY", "\"12.345\"", "\"12.35\"")]
    [TestCase("OPENED", "\"no\"", "\"N\"")]
    [TestCase("ASSIGNED_BY_ID", "\"\"", "\"1\"")]
    [TestCase("STATUS_ID", "\"\"", "\"NEW\"")]
    [TestCase("DATE_CREATE", "\"2020-01-01\"", "\"2026-09-01T10:00:00+02:00\"")]
    public async Task A_written_value_is_read_as_its_type_has_it(string field, string written, string read)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync($$"""{"TITLE":"x","{{field}}":{{written}}}""");

        var lead = await portal.GetAsync(id);

        Assert.That(JsonNode.DeepEquals(lead[field], JsonNode.Parse(read)), lead[field]?.ToJsonString());
    }

    [TestCase("""[{"ID":"A","VALUE":"9"}]""", "9 MOBILE, 2 HOME")]
    [TestCase("""[{"ID":"A","VALUE":"9","VALUE_TYPE":"WORK"}]""", "9 WORK, 2 HOME")]
    [TestCase("""[{"ID":"A","DELETE":"Y"}]""", "2 HOME")]
    [TestCase("""[{"ID":"A","VALUE":""}]""", "2 HOME")]
    [TestCase("""[{"ID":"A","VALUE":null}]""", "2 HOME")]
    [TestCase("""[{"ID":"A"}]""", "2 HOME")]
    [TestCase("""[{"ID":"A","VALUE_TYPE":"WORK"}]""", "2 HOME")]
    [TestCase("""[]""", "1 MOBILE, 2 HOME")]
    [TestCase("""[{"VALUE":"1","VALUE_TYPE":"MOBILE"}]""", "1 MOBILE, 2 HOME, 1 MOBILE")]
    [TestCase("""[{"VALUE":"3"}]""", "1 MOBILE, 2 HOME, 3 WORK")]
    [TestCase("""[{"ID":"999999","VALUE":"3"}]""", "1 MOBILE, 2 HOME")]
    [TestCase("""{"0":{"VALUE":"3"}}""", "1 MOBILE, 2 HOME, 3 WORK")]
    public async Task Phones_change_item_by_item(string written, string read)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync(
            """{"PHONE":[{"VALUE":"1","VALUE_TYPE":"MOBILE"},{"VALUE":"2","VALUE_TYPE":"HOME"}]}"""
        );
        var first = (string)(await portal.GetAsync(id))["PHONE"]![0]!["ID"]!;

        await portal.UpdateAsync(
            id,
            $$"""{"PHONE":{{written.Replace("\"A\"", $"\"{first}\"", StringComparison.Ordinal)}}}"""
        );

        var phones = (await portal.GetAsync(id))["PHONE"]!.AsArray();
        Assert.That(
            string.Join(", ", phones.Select(item => $"{item!["VALUE"]} {item["VALUE_TYPE"]}")),
            Is.EqualTo(read)
        );
    }

    [Test]
    public async Task A_lead_without_phones_has_no_such_key()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        var lead = (await portal.GetAsync(id)).AsObject();

        Assert.That(
            (
                lead.ContainsKey("PHONE"),
                lead.ContainsKey("UF_CRM_CONTRACT"),
                lead.ContainsKey("CONTACT_IDS"),
                (string?)lead["HAS_PHONE"]
            ),
            Is.EqualTo((false, false, false, "N"))
        );
    }

    [Test]
    public async Task Unknown_and_read_only_fields_are_ignored_without_a_word()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        var before = await portal.GetAsync(id);

        var answer = await portal.UpdateAsync(
            id,
            """{"SOURSE_ID":"WEB","title":"y","ID":99,"STATUS_SEMANTIC_ID":"F","HAS_PHONE":"Y"}"""
        );

        Assert.That((bool)answer);
        Assert.That(JsonNode.DeepEquals(await portal.GetAsync(id), before));
    }

    [Test]
    public async Task Long_names_are_cut_between_characters()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync(
            $$"""
            {"TITLE":"{{new string('a', 254)}}😀😀","NAME":"{{new string('b', 300)}}",
            "COMMENTS":"{{new string('c', 300)}}"}
            """
        );

        var lead = await portal.GetAsync(id);

        Assert.That((string?)lead["TITLE"], Is.EqualTo(new string('a', 254) + "😀"));
        Assert.That((((string)lead["NAME"]!).Length, ((string)lead["COMMENTS"]!).Length), Is.EqualTo((255, 300)));
    }

    [Test]
    public async Task A_title_cannot_be_emptied_but_a_name_can()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x","NAME":"y"}""");

        await portal.UpdateAsync(id, """{"TITLE":"","NAME":""}""");

        var lead = await portal.GetAsync(id);
        Assert.That(((string?)lead["TITLE"], (string?)lead["NAME"]), Is.EqualTo(("x", "")));
    }

    [Test]
    public async Task A_multiple_list_is_emptied_by_an_empty_array()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"UF_CRM_INTERESTS":[91],"UF_CRM_TAGS":["a"]}""");

        await portal.UpdateAsync(id, """{"UF_CRM_INTERESTS":[],"UF_CRM_TAGS":[]}""");

        var lead = await portal.GetAsync(id);
        Assert.That(
            (lead["UF_CRM_INTERESTS"]!.ToJsonString(), lead["UF_CRM_TAGS"]!.ToJsonString()),
            Is.EqualTo(("[]", "[]"))
        );
    }

    [TestCase(
        """{"EMAIL":[{"VALUE":"no address"}]}""",
        "400 ERROR_CORE The field \"E-mail\" contains an invalid address.<br>"
    )]
    [TestCase("""{"CURRENCY_ID":"XXX"}""", "400  Invalid value for the \"Currency\" field")]
    public async Task A_refused_write_changes_nothing(string fields, string error)
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");

        var answer = await portal.ErrorAsync(
            "crm.lead.update",
            $$"""{"id":{{id}},"fields":{"TITLE":"y",{{fields[1..]}} }"""
        );

        Assert.That(answer, Is.EqualTo(error));
        Assert.That((string?)(await portal.GetAsync(id))["TITLE"], Is.EqualTo("x"));
    }

    [Test]
    public async Task A_contact_makes_a_repeat_lead_only_where_the_portal_has_them()
    {
        await using var portal = await TestPortal.StartAsync();
        var bound = await portal.AddAsync("""{"CONTACT_ID":410}""");
        await portal.ControlAsync("settings", """{"repeatLeads":false}""");
        var plain = await portal.AddAsync("""{"CONTACT_ID":410}""");

        Assert.That((string?)(await portal.GetAsync(bound))["IS_RETURN_CUSTOMER"], Is.EqualTo("Y"));
        Assert.That((string?)(await portal.GetAsync(plain))["IS_RETURN_CUSTOMER"], Is.EqualTo("N"));
    }

    [Test]
    public async Task CONTACT_ID_replaces_the_primary_contact_and_CONTACT_IDS_all()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"CONTACT_IDS":[410,411]}""");

        await portal.UpdateAsync(id, """{"CONTACT_ID":412}""");
        var one = await portal.ResultAsync("crm.lead.contact.items.get", $$"""{"id":{{id}}}""");
        await portal.UpdateAsync(id, """{"CONTACT_IDS":[413]}""");
        var all = await portal.ResultAsync("crm.lead.contact.items.get", $$"""{"id":{{id}}}""");

        Assert.That(
            string.Join(' ', one.AsArray().Select(row => $"{row!["CONTACT_ID"]}{row["IS_PRIMARY"]}")),
            Is.EqualTo("412Y 411N")
        );
        Assert.That(all.AsArray().Select(row => (int)row!["CONTACT_ID"]!), Is.EqualTo(new[] { 413 }));
    }

    [Test]
    public async Task A_stage_move_sets_what_follows_from_it()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        portal.Clock.Now += TimeSpan.FromMinutes(5);

        await portal.UpdateAsync(id, """{"STATUS_ID":"JUNK"}""");

        var lead = await portal.GetAsync(id);
        Assert.That(
            ((string?)lead["STATUS_SEMANTIC_ID"], (string?)lead["DATE_CLOSED"], (string?)lead["MOVED_TIME"]),
            Is.EqualTo(("F", "2026-09-01T10:05:00+02:00", "2026-09-01T10:05:00+02:00"))
        );
    }

    [Test]
    public async Task In_simple_mode_a_named_lead_is_converted_at_once()
    {
        await using var portal = await TestPortal.StartAsync(new LocalPortalOptions { Mode = PortalMode.Simple });
        var named = await portal.GetAsync(
            await portal.AddAsync("""{"NAME":"Ines","LAST_NAME":"Brandt","PHONE":[{"VALUE":"+4930111"}]}""")
        );
        var nameless = await portal.GetAsync(await portal.AddAsync("""{"TITLE":"x"}"""));

        Assert.That((int)await portal.ResultAsync("crm.settings.mode.get"), Is.EqualTo(2));
        Assert.That(((string?)named["STATUS_ID"], (string?)nameless["STATUS_ID"]), Is.EqualTo(("CONVERTED", "NEW")));
        Assert.That(named["CONTACT_ID"], Is.Not.Null);
    }

    [Test]
    public async Task A_mandatory_field_must_be_there_and_must_not_be_emptied()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = await portal.AddAsync("""{"TITLE":"x"}""");
        await portal.ResultAsync("crm.lead.userfield.update", """{"id":881,"fields":{"MANDATORY":"Y"}}""");

        Assert.That(
            await portal.ErrorAsync("crm.lead.add", """{"fields":{"TITLE":"y"}}"""),
            Is.EqualTo("400 ERROR_CORE The required field 'Note' is missing.<br />")
        );
        Assert.That(
            await portal.ErrorAsync("crm.lead.update", $$"""{"id":{{id}},"fields":{"UF_CRM_NOTE":""} }"""),
            Does.Contain("'Note' is missing")
        );
        Assert.That((bool)await portal.UpdateAsync(id, """{"TITLE":"z"}"""));
    }

    [Test]
    public async Task A_location_follows_a_changed_address()
    {
        await using var portal = await TestPortal.StartAsync();
        var plain = await portal.AddAsync("""{"ADDRESS":"A 1","ADDRESS_CITY":"Hamburg"}""");
        var placed = await portal.AddAsync("""{"ADDRESS":"A 1","ADDRESS_CITY":"Hamburg","ADDRESS_LOC_ADDR_ID":44}""");

        await portal.UpdateAsync(plain, """{"ADDRESS":"B 2"}""");
        await portal.UpdateAsync(placed, """{"ADDRESS":"B 2"}""");

        var (first, second) = (await portal.GetAsync(plain), await portal.GetAsync(placed));
        Assert.That(
            ((string?)first["ADDRESS_CITY"], first["ADDRESS_LOC_ADDR_ID"]),
            Is.EqualTo(("Hamburg", (JsonNode?)null))
        );
        Assert.That((string?)second["ADDRESS_LOC_ADDR_ID"], Is.Not.EqualTo("44"));
    }
}
