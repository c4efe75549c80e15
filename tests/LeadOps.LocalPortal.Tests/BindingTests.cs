using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Contacts and product rows of a lead.</summary>
internal sealed class BindingTests
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
}
