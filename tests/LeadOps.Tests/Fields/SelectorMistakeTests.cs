using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Runs;
using static LeadOps.Tests.Fields.KnowledgeManifests;

namespace LeadOps.Tests.Fields;

/// <summary>Selectors that name nothing, and filters that the portal would ignore.</summary>
internal sealed class SelectorMistakeTests
{
    [TestCase("{\"id\": []}", "empty")]
    [TestCase("{\"id\": \"{{ [] }}\"}", "empty")]
    [TestCase("{\"id\": 0}", "not a lead id")]
    [TestCase("{\"id\": [1, \"{{ -4 }}\"]}", "not a lead id")]
    [TestCase("{\"any\": []}", "empty")]
    [TestCase("{\"where\": {\"STATUS_ID\": {\"in\": \"{{ [] }}\"}}}", "empty")]
    [TestCase("{\"where\": {\"STATUS_ID\": {\"notIn\": []}}}", "empty")]
    [TestCase("{\"where\": {\"PHONE\": \"7.9E+10\"}}", "a spreadsheet turned into a number")]
    [TestCase("{\"where\": {\"PHONE\": \"{{ '+79123456789, +79123456790' }}\"}}", "holds several phones")]
    [TestCase("{\"where\": {\"EMAIL\": \"{{ 'a@b.com;c@d.com' }}\"}}", "holds several e-mails")]
    public async Task A_selector_that_names_nothing_is_an_error(string select, string says)
    {
        await using var bench = await Bench.StartAsync(leads: 1);

        var wrong = await Assert.CatchAsync<InvalidInputException>(() =>
            bench.PlanAsync(Manifest(JsonNode.Parse(select)!, """{"NAME":"x"}"""))
        );

        Assert.That(wrong!.Message, Does.Contain(says));
        Assert.That(wrong.Diagnostics, Is.All.Property("At").Not.Null);
    }

    [TestCase("Zed_One", ExpectedResult = 1)]
    [TestCase("_ed%", ExpectedResult = 1)]
    [TestCase("%o_e", ExpectedResult = 1)]
    [TestCase("Zed One_", ExpectedResult = 0)]
    [TestCase("_ed", ExpectedResult = 0)]
    [TestCase("%a%e%e%_", ExpectedResult = 0)]
    [TestCase("%e%e%", ExpectedResult = 1)]
    [TestCase("%", ExpectedResult = 1)]
    public async Task<int> In_a_pattern_an_underscore_is_one_character_and_a_percent_sign_any_text(string pattern)
    {
        await using var bench = await Bench.StartAsync();
        await AddAsync(bench, """{"TITLE":"Zed One"}""");

        var where = await bench.PlanAsync(
            Manifest(
                new JsonObject { ["where"] = new JsonObject { ["TITLE"] = new JsonObject { ["like"] = pattern } } },
                """{"NAME":"x"}"""
            )
        );

        return where.Footer.Counts.Update;
    }

    [TestCase(
        "{\"0\": {\"logic\": \"OR\", \"0\": {\"=STATUS_ID\": \"JUNK\"}, \"1\": {\"=SOURCE_ID\": \"CALL\"}}}",
        "any"
    )]
    public async Task Groups_of_a_filter_are_never_ignored(string filter, string says)
    {
        await using var bench = await Bench.StartAsync("crm.item", leads: 60);

        var named = await bench.PlanAsync(
            Manifest(new JsonObject { ["filter"] = JsonNode.Parse(filter) }, """{"NAME":"x"}""")
        );
        var wrong = await Assert.CatchAsync<InvalidInputException>(() =>
            bench.PlanAsync(
                Manifest(new JsonObject { ["filter"] = JsonNode.Parse(filter) }, """{"ADDRESS_CITY":"Bonn"}""")
            )
        );

        Assert.That(named.Leads.Count(), Is.InRange(1, 59));
        Assert.That(wrong!.Message, Does.Contain(says));
    }

    [TestCase("{\"CONTACT_IDS\": 410}")]
    [TestCase("{\"=PRODUCT_ROWS\": 1}")]
    public async Task A_filter_that_the_portal_would_ignore_is_an_error(string filter)
    {
        foreach (var api in new[] { "crm.lead", "crm.item" })
        {
            await using var bench = await Bench.StartAsync(api, leads: 5);

            await Assert.CatchAsync<InvalidInputException>(
                () =>
                    bench.PlanAsync(
                        Manifest(new JsonObject { ["filter"] = JsonNode.Parse(filter) }, """{"NAME":"x"}""")
                    ),
                api
            );
        }
    }

    [Test]
    public async Task What_a_filter_looks_at_is_checked_for_drift([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L","SOURCE_ID":"CALL"}""");
        var plan = await bench.PlanAsync(
            Manifest(new JsonObject { ["filter"] = new JsonObject { ["=SOURCE_ID"] = "CALL" } }, """{"NAME":"x"}""")
        );
        await bench.CallAsync(
            "crm.lead.update",
            new JsonObject
            {
                ["id"] = id,
                ["fields"] = new JsonObject { ["SOURCE_ID"] = "WEB" },
            }
        );

        var report = await bench.ApplyAsync(plan);

        Assert.That(report.Leads.Single().Verdict, Is.EqualTo(Verdict.Stale));
    }

    [TestCase("EMAIL")]
    [TestCase("PHONE")]
    [TestCase("ORIGIN_ID")]
    [TestCase("UF_CRM_REGION")]
    [TestCase("ID")]
    public async Task Rows_without_a_value_to_look_for_are_named(string field)
    {
        await using var bench = await Bench.StartAsync(leads: 20);
        var manifest = Manifest(
            new JsonObject { ["where"] = new JsonObject { [field] = "{{ row.key }}" } },
            """{"NAME":"x"}""",
            """{"forEach":"people"}"""
        );
        var good = field switch
        {
            "ID" => "3",
            "UF_CRM_REGION" => "North",
            "PHONE" => "+4930",
            _ => "a@example.com",
        };
        manifest["rows"] = new JsonObject
        {
            ["people"] = new JsonArray(
                new JsonObject { ["key"] = good },
                new JsonObject { ["key"] = "" },
                new JsonObject { ["key"] = " " }
            ),
        };

        var wrong = await Assert.CatchAsync<InvalidInputException>(() => bench.PlanAsync(manifest));

        Assert.That(wrong!.Diagnostics, Has.Count.EqualTo(2));
        Assert.That(wrong.Message, Does.Contain("compares with an empty value (row "));
    }
}
