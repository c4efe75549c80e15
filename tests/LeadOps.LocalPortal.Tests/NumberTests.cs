using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Tests;

/// <summary>Every number that a client sends is read by PHP's cast, however it is spelled.</summary>
internal sealed class NumberTests
{
    /// <summary>`#` is the number; all of these are `#` to `(int)`.</summary>
    private static readonly string[] WholeSpellings =
    [
        "\"#\"",
        "\" #\"",
        "\"# \"",
        "\"\\n#\"",
        "\"+#\"",
        "\"0#\"",
        "\"#,5\"",
        "\"#.9\"",
        "#.9",
        "#.0",
        "\"#e0\"",
        "\"# 000\"",
        "\"#abc\"",
    ];

    /// <summary>And these to `(float)`.</summary>
    private static readonly string[] Spellings =
    [
        "\"#\"",
        "\" #\"",
        "\"# \"",
        "\"+#\"",
        "\"#,5\"",
        "\"#e0\"",
        "#.0",
        "\"# 000\"",
        "\"#abc\"",
    ];

    private TestPortal portal = null!;

    [SetUp]
    public async Task StartAsync()
    {
        portal = await TestPortal.StartAsync();
        for (var i = 1; i <= 12; i++)
        {
            await portal.AddAsync($$"""{"OPPORTUNITY":{{i}}}""");
        }

        await portal.ResultAsync(
            "crm.lead.productrows.set",
            """{"id":7,"rows":[{"PRODUCT_NAME":"Audit","PRICE":10}]}"""
        );
    }

    [TearDown]
    public async Task StopAsync() => await portal.DisposeAsync();

    [TestCase("crm.lead.get", """{"id":#}""", 7)]
    [TestCase("crm.item.get", """{"entityTypeId":1,"id":#}""", 7)]
    [TestCase("crm.item.get", """{"entityTypeId":#,"id":7}""", 1)]
    [TestCase("crm.item.list", """{"entityTypeId":#}""", 1)]
    [TestCase("crm.item.list", """{"entityTypeId":#}""", 3)]
    [TestCase("crm.item.list", """{"entityTypeId":#}""", 2)]
    [TestCase("crm.item.list", """{"entityTypeId":1,"start":#,"select":["id"]}""", 5)]
    [TestCase("crm.item.list", """{"entityTypeId":1,"filter":{"id":#},"select":["id"]}""", 7)]
    [TestCase("crm.item.list", """{"entityTypeId":1,"filter":{"!@id":[#]},"select":["id"]}""", 7)]
    [TestCase("crm.item.list", """{"entityTypeId":1,"filter":{"assignedById":#},"select":["id"]}""", 1)]
    [TestCase("crm.lead.list", """{"start":#,"select":["ID"]}""", 5)]
    [TestCase("crm.lead.list", """{"filter":{"ID":#},"select":["ID"]}""", 7)]
    [TestCase("crm.lead.list", """{"filter":{"@ID":[3,#]},"select":["ID"]}""", 7)]
    [TestCase("crm.lead.list", """{"filter":{"!ID":#},"select":["ID"]}""", 7)]
    [TestCase("crm.lead.list", """{"filter":{">ID":#},"select":["ID"]}""", 7)]
    [TestCase("crm.lead.list", """{"filter":{"<=ID":#},"select":["ID"]}""", 7)]
    [TestCase("crm.lead.list", """{"filter":{"ASSIGNED_BY_ID":#},"select":["ID"]}""", 1)]
    [TestCase("crm.lead.productrows.get", """{"id":#}""", 7)]
    [TestCase("crm.lead.contact.items.get", """{"id":#}""", 7)]
    [TestCase("crm.contact.get", """{"id":#}""", 1010)]
    [TestCase("crm.item.get", """{"entityTypeId":3,"id":#}""", 1010)]
    [TestCase("crm.contact.list", """{"filter":{"ID":#}}""", 1010)]
    [TestCase("crm.company.get", """{"id":#}""", 77)]
    [TestCase("crm.item.productrow.list", """{"filter":{"=ownerType":"L","=ownerId":#} }""", 7)]
    [TestCase("crm.item.productrow.get", """{"id":#}""", 3301)]
    [TestCase("crm.lead.userfield.get", """{"id":#}""", 881)]
    [TestCase("crm.lead.userfield.list", """{"filter":{"ID":#}}""", 881)]
    [TestCase("crm.status.get", """{"id":#}""", 1)]
    [TestCase("crm.status.list", """{"filter":{"ID":#}}""", 1)]
    [TestCase("crm.stagehistory.list", """{"entityTypeId":#}""", 1)]
    [TestCase("crm.stagehistory.list", """{"entityTypeId":1,"filter":{"OWNER_ID":#}}""", 7)]
    [TestCase("crm.stagehistory.list", """{"entityTypeId":1,"filter":{">ID":#}}""", 905)]
    [TestCase("user.get", """{"ID":#}""", 1)]
    [TestCase("user.get", """{"FILTER":{"ID":#}}""", 1)]
    [TestCase("crm.entity.mergebatch", """{"params":{"entityTypeId":#,"entityIds":[7]}}""", 1)]
    [TestCase("crm.lead.get", """{"id":#}""", 0)]
    [TestCase("crm.item.get", """{"entityTypeId":1,"id":#}""", 0)]
    [TestCase("crm.lead.productrows.get", """{"id":#}""", 0)]
    public async Task A_whole_number_is_read_however_it_is_spelled(string method, string call, int number)
    {
        var expected = await AnswerAsync(method, call.Replace("#", $"{number}", StringComparison.Ordinal));

        foreach (var (spelled, body) in Bodies(call, number, WholeSpellings))
        {
            Assert.That(await AnswerAsync(method, body), Is.EqualTo(expected), spelled);
        }
    }

    [TestCase("crm.lead.update", """{"id":8,"fields":{"OPPORTUNITY":#}}""", "crm.lead.get", "OPPORTUNITY", "12.00")]
    [TestCase("crm.lead.update", """{"id":7,"fields":{"UF_CRM_SCORE":#}}""", "crm.lead.get", "UF_CRM_SCORE", "12")]
    [TestCase("crm.lead.update", """{"id":7,"fields":{"UF_CRM_RATE":#}}""", "crm.lead.get", "UF_CRM_RATE", "12")]
    [TestCase("crm.lead.update", """{"id":7,"fields":{"ASSIGNED_BY_ID":#}}""", "crm.lead.get", "ASSIGNED_BY_ID", "12")]
    [TestCase("crm.lead.update", """{"id":7,"fields":{"CONTACT_IDS":[#]}}""", "crm.lead.get", "CONTACT_ID", "12")]
    [TestCase(
        "crm.item.update",
        """{"entityTypeId":1,"id":8,"fields":{"opportunity":#}}""",
        "crm.lead.get",
        "OPPORTUNITY",
        "12.00"
    )]
    [TestCase(
        "crm.lead.productrows.set",
        """{"id":7,"rows":[{"PRODUCT_NAME":"Audit","PRICE":#,"QUANTITY":2}]}""",
        "crm.lead.get",
        "OPPORTUNITY",
        "24.00"
    )]
    [TestCase(
        "crm.item.productrow.set",
        """{"ownerType":"L","ownerId":7,"productRows":[{"productName":"Audit","price":2,"quantity":#}]}""",
        "crm.lead.get",
        "OPPORTUNITY",
        "24.00"
    )]
    [TestCase("crm.status.update", """{"id":1,"fields":{"SORT":#}}""", "crm.status.get", "SORT", "12")]
    [TestCase(
        "crm.lead.userfield.update",
        """{"id":881,"fields":{"SORT":#}}""",
        "crm.lead.userfield.get",
        "SORT",
        "12"
    )]
    public async Task A_written_number_is_read_however_it_is_spelled(
        string method,
        string call,
        string read,
        string member,
        string expected
    )
    {
        var id = (int)(JsonNode.Parse(call.Replace("#", "0", StringComparison.Ordinal))!["id"] ?? 7);
        foreach (var (spelled, body) in Bodies(call, 12, Spellings))
        {
            await portal.ResultAsync(method, body.Replace(":0}", ":12}", StringComparison.Ordinal));

            var kept = (await portal.ResultAsync(read, $$"""{"id":{{id}}}"""))[member];
            Assert.That((string?)kept, Is.EqualTo(expected), spelled);
        }
    }

    [TestCase("crm.lead.list", """{"start":#,"select":["ID"]}""")]
    [TestCase("crm.lead.list", """{"filter":{"<OPPORTUNITY":#,">ID":#},"select":["ID"]}""")]
    [TestCase("crm.lead.get", """{"id":#}""")]
    [TestCase("crm.lead.update", """{"id":8,"fields":{"OPPORTUNITY":#,"UF_CRM_RATE":#,"UF_CRM_SCORE":#}}""")]
    [TestCase("crm.lead.contact.add", """{"id":8,"fields":{"CONTACT_ID":1010,"SORT":#}}""")]
    [TestCase("crm.status.update", """{"id":2,"fields":{"SORT":#}}""")]
    [TestCase("crm.lead.userfield.update", """{"id":882,"fields":{"SORT":#}}""")]
    [TestCase(
        "crm.lead.productrows.set",
        """{"id":8,"rows":[{"PRICE":#,"QUANTITY":#,"TAX_RATE":#,"TAX_INCLUDED":"Y","DISCOUNT_RATE":#,"SORT":#}]}"""
    )]
    [TestCase(
        "crm.lead.productrows.set",
        """{"id":8,"rows":[{"PRICE":#,"QUANTITY":#},{"PRICE":#,"DISCOUNT_TYPE_ID":1,"DISCOUNT_SUM":#}]}"""
    )]
    public async Task No_number_is_too_large_for_the_portal(string method, string call)
    {
        foreach (var number in new[] { "\"99999999999999999999\"", "1e30", "-1e30", "\"1e400\"", "\"-1e400\"", "-100" })
        {
            var answer = await portal.CallAsync(method, call.Replace("#", number, StringComparison.Ordinal));

            Assert.That((int)answer["status"]!, Is.Not.EqualTo(500), number);
            Assert.That((long?)answer["next"] ?? 0, Is.GreaterThanOrEqualTo(0), number);
        }
    }

    private static IEnumerable<(string Spelled, string Body)> Bodies(string call, int number, string[] spellings) =>
        spellings
            .Select(spelling => spelling.Replace("#", $"{number}", StringComparison.Ordinal))
            .Select(spelled => (spelled, call.Replace("#", spelled, StringComparison.Ordinal)));

    private async Task<string> AnswerAsync(string method, string call)
    {
        var answer = await portal.CallAsync(method, call);
        answer.Remove("time");
        return answer.ToJsonString();
    }
}
