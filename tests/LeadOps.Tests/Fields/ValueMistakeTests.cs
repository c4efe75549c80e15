using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using static LeadOps.Tests.Fields.KnowledgeManifests;

namespace LeadOps.Tests.Fields;

/// <summary>Values that a field cannot take.</summary>
internal sealed class ValueMistakeTests
{
    [TestCase("{\"PHONE\": [{\"VALUE\": \"+4930123\", \"TYPE\": \"WORK\"}]}", "Did you mean `VALUE_TYPE`?")]
    [TestCase("{\"PHONE\": [{\"VALUE\": \"+4930123\", \"VALUE_TYPE\": \"WRK\"}]}", "Did you mean `WORK`?")]
    [TestCase(
        "{\"PHONE\": {\"add\": [{\"VALUE\": \"+4930123\", \"VALUE_TYPE\": \"{{ 'WRK' }}\"}]}}",
        "Did you mean `WORK`?"
    )]
    [TestCase("{\"PHONE\": [{\"VALU\": \"+4930123\"}]}", "Did you mean `VALUE`?")]
    [TestCase("{\"IM\": [{\"VALUE\": \"imol|livechat|1|67|21\", \"VALUE_TYPE\": \"OTHER\"}]}", "open channels")]
    [TestCase("{\"IM\": {\"add\": [{\"VALUE\": \"x\", \"VALUE_TYPE\": \"OPENLINE\"}]}}", "open channels")]
    [TestCase("{\"PHONE\": {\"replace\": {\"+49301\": \"\"}}}", "not empty")]
    [TestCase("{\"PHONE\": {\"replace\": {\"+49301\": {\"VALUE\": \"+49302\"}}}}", "not empty")]
    [TestCase("{\"PHONE\": {\"remove\": [\"{{ '' }}\"]}}", "not empty")]
    [TestCase("{\"PHONE\": {\"add\": \"{{ '' }}\"}}", "is empty")]
    [TestCase("{\"EMAIL\": {\"replace\": {\"a@example.com\": \"nobody\"}}}", "is not an e-mail address")]
    [TestCase("{\"UF_CRM_INTERESTS\": {\"replace\": {\"Hardware\": \"Sofware\"}}}", "Did you mean `Software`?")]
    [TestCase("{\"UF_CRM_INTERESTS\": {\"remove\": [\"Hardwar\"]}}", "Did you mean `Hardware`?")]
    [TestCase("{\"UF_CRM_TAGS\": [\"{{ '' }}\"]}", "is empty")]
    [TestCase("{\"CONTACT_IDS\": [0]}", "is not an entry")]
    [TestCase("{\"UF_CRM_TAGS\": [{\"VALUE\": \"x\"}]}", "plain values")]
    [TestCase("{\"NAME\": \"{{ '  ' }}\"}", "mayClear")]
    [TestCase("{\"NAME\": \"{{ 1.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"NAME\": \"x{{ 1.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"NAME\": \"{{ $'x{0.0 / 0}' }}\"}", "divides by zero")]
    [TestCase("{\"PHONE\": [\"+7 912 345-67-89, +7 912 345-67-90\"]}", "holds several phones; split them")]
    [TestCase("{\"PHONE\": {\"add\": [\"+79123456789;+79123456790\"]}}", "string.split ';'")]
    [TestCase("{\"PHONE\": [\"8 912 345-67-89 / 8 912 345-67-90\"]}", "string.split '/'")]
    [TestCase("{\"PHONE\": [\"+7 912 345-67-89 +7 912 345-67-90\"]}", "more digits than a phone")]
    [TestCase("{\"EMAIL\": [\"a@example.com;b@example.com\"]}", "holds several e-mails; split them")]
    [TestCase("{\"EMAIL\": [\"a@example.com b@example.com\"]}", "string.split ' '")]
    [TestCase("{\"PHONE\": {}}", "edits nothing")]
    [TestCase("{\"OPPORTUNITY\": \"{{ 1.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"UF_CRM_SCORE\": \"{{ 0.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"UF_CRM_RATES\": [1, \"{{ -1.0 / 0 }}\"]}", "divides by zero")]
    [TestCase("{\"WEB\": [\"{{ 1.0 / 0 }}\"]}", "divides by zero")]
    [TestCase("{\"UF_CRM_BUDGET\": \"{{ 1.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"PRODUCT_ROWS\": [{\"PRODUCT_NAME\": \"Chair\", \"PRICE\": \"{{ 1.0 / 0 }}\"}]}", "divides by zero")]
    [TestCase(
        "{\"PRODUCT_ROWS\": [{\"PRODUCT_NAME\": \"Chair\", \"PRICE\": \"{{ '' }}\"}]}",
        "`PRICE` of a product row is empty"
    )]
    [TestCase("{\"PRODUCT_ROWS\": [{\"PRODUCT_NAM\": \"Chair\"}]}", "did you mean `PRODUCT_NAME`?")]
    [TestCase("{\"ADDRESS_LOC_ADDR_ID\": 5}", "read-only")]
    public async Task Bad_values_are_told_with_the_next_step(string set, string says)
    {
        await using var bench = await Bench.StartAsync();
        var id = await AddAsync(
            bench,
            """
            {"TITLE":"L","NAME":"N","PHONE":[{"VALUE":"+49301"}],
            "EMAIL":[{"VALUE":"a@example.com"}],"UF_CRM_TAGS":["a"],"UF_CRM_INTERESTS":[91]}
            """
        );

        var wrong = await Assert.CatchAsync<InvalidInputException>(() => bench.PlanAsync(Manifest(id, set)));

        Assert.That(wrong!.Message, Does.Contain(says));
        Assert.That(wrong.Diagnostics, Is.All.Property("At").Not.Null);
    }

    [Test]
    public async Task Two_rows_that_disagree_about_a_lead_are_both_named()
    {
        await using var bench = await Bench.StartAsync(leads: 1);
        var manifest = Manifest(
            new JsonObject { ["id"] = 1 },
            """{"NAME":"{{ row.name }}"}""",
            """{"forEach":"people"}"""
        );
        manifest["rows"] = JsonNode.Parse("""{"people":[{"name":"a"},{"name":"b"}]}""");

        var wrong = await Assert.CatchAsync<InvalidInputException>(() => bench.PlanAsync(manifest));

        Assert.That(
            wrong!.Message,
            Does.Match(
                @"`change` \(row [^)]+\) sets `NAME` of lead 1 to another value than `change` \(row [^)]+\) before it"
            )
        );
    }
}
