using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Custom fields are defined, refused and deleted.</summary>
internal sealed class UserFieldTests
{
    [Test]
    public async Task A_definition_merges_its_settings_and_options()
    {
        await using var portal = await TestPortal.StartAsync();
        var id = (long)
            await portal.ResultAsync(
                "crm.lead.userfield.add",
                """
                {"fields":{"FIELD_NAME":"uf_kind","USER_TYPE_ID":"enumeration","MULTIPLE":"Y",
                "LABEL":"Kind","LIST":[{"VALUE":"A","XML_ID":"a"},{"VALUE":"B","XML_ID":"b"}],
                "SETTINGS":{"DISPLAY":"UI","LIST_HEIGHT":5}}}
                """
            );
        Task<JsonNode> GetAsync() => portal.ResultAsync("crm.lead.userfield.get", $$"""{"id":{{id}} }""");
        var options = (await GetAsync())["LIST"]!;
        var lead = await portal.AddAsync($$"""{"UF_CRM_KIND":[{{options[0]!["ID"]}},{{options[1]!["ID"]}}]}""");

        await portal.ResultAsync(
            "crm.lead.userfield.update",
            $$"""
            {"id":{{id}},"fields":{"SETTINGS":{"DISPLAY":"LIST"},"USER_TYPE_ID":"string",
            "EDIT_FORM_LABEL":{"de":"Art"},"LIST":[{"ID":{{options[0]!["ID"]}},"DEL":"Y"},
            {"ID":"{{options[1]!["ID"]}}","VALUE":"B2"},{"VALUE":"C","XML_ID":"c"}]} }
            """
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
        """
            {"FIELD_NAME":"X","USER_TYPE_ID":"enumeration","LIST":[{"VALUE":"a","XML_ID":"a"},
            {"VALUE":"b","XML_ID":"a"}]}
            """,
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
}
