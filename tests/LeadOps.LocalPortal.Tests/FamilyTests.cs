using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Contacts, product rows, definitions, dictionaries, users, duplicates, history.</summary>
internal sealed class FamilyTests
{
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
