using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Runs;

namespace LeadOps.Tests.Fields;

/// <summary>What the portal would do silently wrong with a value, and LeadOps therefore says or settles before.</summary>
internal sealed class KnowledgeTests
{
    private static JsonObject Manifest(long id, string set, string more = "{}") =>
        Manifest(new JsonObject { ["id"] = id }, set, more);

    private static JsonObject Manifest(JsonNode select, string set, string more = "{}")
    {
        var change = new JsonObject
        {
            ["name"] = "change",
            ["select"] = select,
            ["set"] = JsonNode.Parse(set),
        };
        foreach (var (name, value) in JsonNode.Parse(more)!.AsObject())
        {
            change[name] = value?.DeepClone();
        }

        return new JsonObject
        {
            ["manifest"] = 1,
            ["name"] = "knowledge",
            ["changes"] = new JsonArray(change),
        };
    }

    private static async Task<long> AddAsync(Bench bench, string fields) =>
        (long)await bench.CallAsync("crm.lead.add", new JsonObject { ["fields"] = JsonNode.Parse(fields) });

    private static async Task<JsonNode> LeadAsync(Bench bench, long id) =>
        (await bench.ControlAsync("leads"))
            .AsArray()
            .Single(lead => (string?)lead!["ID"] == id.ToString(System.Globalization.CultureInfo.InvariantCulture))!;

    private static string Values(JsonNode lead, string field) =>
        string.Join(' ', lead[field]?.AsArray().Select(item => $"{item!["VALUE_TYPE"]}:{item["VALUE"]}") ?? []);

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
    [TestCase("{\"EMAIL\": {\"replace\": {\"a@example.com\": \"nobody\"}}}", "no e-mail address")]
    [TestCase("{\"UF_CRM_INTERESTS\": {\"replace\": {\"Hardware\": \"Sofware\"}}}", "Did you mean `Software`?")]
    [TestCase("{\"UF_CRM_INTERESTS\": {\"remove\": [\"Hardwar\"]}}", "Did you mean `Hardware`?")]
    [TestCase("{\"UF_CRM_TAGS\": [\"{{ '' }}\"]}", "is empty")]
    [TestCase("{\"CONTACT_IDS\": [0]}", "is not an entry")]
    [TestCase("{\"UF_CRM_TAGS\": [{\"VALUE\": \"x\"}]}", "plain values")]
    [TestCase("{\"NAME\": \"{{ '  ' }}\"}", "mayClear")]
    [TestCase("{\"NAME\": \"{{ 1.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"NAME\": \"x{{ 1.0 / 0 }}\"}", "divides by zero")]
    [TestCase("{\"NAME\": \"{{ $'x{0.0 / 0}' }}\"}", "divides by zero")]
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
            """{"TITLE":"L","NAME":"N","PHONE":[{"VALUE":"+49301"}],"EMAIL":[{"VALUE":"a@example.com"}],"UF_CRM_TAGS":["a"],"UF_CRM_INTERESTS":[91]}"""
        );

        var wrong = await Assert.CatchAsync<InvalidInputException>(() => bench.PlanAsync(Manifest(id, set)));

        Assert.That(wrong!.Message, Does.Contain(says));
        Assert.That(wrong.Diagnostics, Is.All.Property("At").Not.Null);
    }

    [TestCase("{\"id\": []}", "empty")]
    [TestCase("{\"id\": \"{{ [] }}\"}", "empty")]
    [TestCase("{\"id\": 0}", "not a lead id")]
    [TestCase("{\"id\": [1, \"{{ -4 }}\"]}", "not a lead id")]
    [TestCase("{\"any\": []}", "empty")]
    [TestCase("{\"where\": {\"STATUS_ID\": {\"in\": \"{{ [] }}\"}}}", "empty")]
    [TestCase("{\"where\": {\"STATUS_ID\": {\"notIn\": []}}}", "empty")]
    public async Task A_selector_that_names_nothing_is_an_error(string select, string says)
    {
        await using var bench = await Bench.StartAsync(leads: 1);

        var wrong = await Assert.CatchAsync<InvalidInputException>(() =>
            bench.PlanAsync(Manifest(JsonNode.Parse(select)!, """{"NAME":"x"}"""))
        );

        Assert.That(wrong!.Message, Does.Contain(says));
        Assert.That(wrong.Diagnostics, Is.All.Property("At").Not.Null);
    }

    /// <summary>The main contact goes only with all the others.</summary>
    [TestCase("crm.lead")]
    [TestCase("crm.item")]
    public async Task Clearing_the_main_contact_plans_all_of_them_and_rolls_all_back(string api)
    {
        await using var bench = await Bench.StartAsync(api, leads: 1);
        await bench.CallAsync(
            "crm.lead.contact.items.set",
            new JsonObject
            {
                ["id"] = 1,
                ["items"] = new JsonArray(
                    new JsonObject { ["CONTACT_ID"] = 410, ["SORT"] = 10 },
                    new JsonObject { ["CONTACT_ID"] = 411, ["SORT"] = 20 }
                ),
            }
        );
        var bound = (await bench.CallAsync("crm.lead.contact.items.get", new JsonObject { ["id"] = 1 })).ToJsonString();

        var applied = await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(new JsonObject { ["id"] = 1 }, """{"CONTACT_ID":null}"""))
        );
        var cleared = await bench.CallAsync("crm.lead.contact.items.get", new JsonObject { ["id"] = 1 });
        using var undo = await bench.Pipeline.PlanRollbackAsync(applied, CancellationToken.None);
        await bench.ApplyAsync(undo);

        Assert.That(bound, Does.Contain("410").And.Contain("411"));
        Assert.That(cleared.AsArray(), Is.Empty);
        Assert.That(
            (await bench.CallAsync("crm.lead.contact.items.get", new JsonObject { ["id"] = 1 })).ToJsonString(),
            Is.EqualTo(bound)
        );
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

    [TestCase("""{"remove":["B"],"add":["A","d"]}""", "a c d")]
    [TestCase("""{"replace":{"A":"c","B":"x"}}""", "x c")]
    [TestCase("""{"replace":{"a":"b","b":"x"}}""", "b x c")]
    [TestCase("""{"replace":{"b":"B"}}""", "a B c")]
    public async Task Edits_of_a_list_find_its_values_whatever_their_spelling(string edit, string ends)
    {
        await using var bench = await Bench.StartAsync();
        var id = await AddAsync(bench, """{"TITLE":"L","UF_CRM_TAGS":["a","b","c"]}""");

        await bench.ApplyAsync(await bench.PlanAsync(Manifest(id, $$"""{"UF_CRM_TAGS":{{edit}}}""")));

        Assert.That(
            string.Join(' ', (await LeadAsync(bench, id))["UF_CRM_TAGS"]!.AsArray().Select(tag => (string?)tag)),
            Is.EqualTo(ends)
        );
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

    [Test]
    public async Task A_blank_of_spaces_clears_where_the_change_may_clear([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L","NAME":"N","UF_CRM_TAGS":["a","b"]}""");

        await bench.ApplyAsync(
            await bench.PlanAsync(
                Manifest(
                    id,
                    """{"NAME":"{{ '  ' }}","UF_CRM_TAGS":["{{ '' }}","b"]}""",
                    """{"mayClear":["NAME","UF_CRM_TAGS"]}"""
                )
            )
        );

        var lead = await LeadAsync(bench, id);
        Assert.That(((string?)lead["NAME"] ?? "", lead["UF_CRM_TAGS"]!.ToJsonString()), Is.EqualTo(("", "[\"b\"]")));
    }

    [Test]
    public async Task Open_channel_items_stay_even_when_a_template_copies_them(
        [Values("crm.lead", "crm.item")] string api
    )
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(
            bench,
            """{"TITLE":"L","IM":[{"VALUE":"imol|livechat|1|67|21","VALUE_TYPE":"OPENLINE"},{"VALUE":"@a","VALUE_TYPE":"ODD"}]}"""
        );

        var copied = await bench.PlanAsync(Manifest(id, """{"IM":"{{ lead.IM }}"}"""));
        await bench.ApplyAsync(await bench.PlanAsync(Manifest(id, """{"IM":null}""")));

        Assert.That(copied.Leads, Is.Empty);
        Assert.That(Values(await LeadAsync(bench, id), "IM"), Is.EqualTo("OPENLINE:imol|livechat|1|67|21"));
    }

    [Test]
    public async Task A_value_that_stands_twice_is_written_once_and_a_replacement_joins_its_equal(
        [Values("crm.lead", "crm.item")] string api
    )
    {
        await using var bench = await Bench.StartAsync(api);
        var twice = await AddAsync(bench, """{"TITLE":"L"}""");
        var both = await AddAsync(
            bench,
            """{"TITLE":"L","EMAIL":[{"VALUE":"a@example.com","VALUE_TYPE":"WORK"},{"VALUE":"b@example.com","VALUE_TYPE":"HOME"}]}"""
        );

        await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(twice, """{"EMAIL":["a@example.com","a@example.com"]}"""))
        );
        await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(both, """{"EMAIL":{"replace":{"A@example.com":"B@example.com"}}}"""))
        );

        Assert.That(Values(await LeadAsync(bench, twice), "EMAIL"), Is.EqualTo("WORK:a@example.com"));
        Assert.That(Values(await LeadAsync(bench, both), "EMAIL"), Is.EqualTo("HOME:b@example.com"));
    }

    [Test]
    public async Task Only_the_type_of_a_phone_changes_and_its_id_stays([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L","PHONE":[{"VALUE":"+49301","VALUE_TYPE":"WORK"}]}""");
        var before = (string?)(await LeadAsync(bench, id))["PHONE"]![0]!["ID"];

        var report = await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(id, """{"PHONE":[{"VALUE":"+49301","VALUE_TYPE":"MOBILE"}]}"""))
        );

        var lead = await LeadAsync(bench, id);
        Assert.That(report.Leads.Single().Verdict, Is.EqualTo(Verdict.Applied));
        Assert.That((Values(lead, "PHONE"), (string?)lead["PHONE"]![0]!["ID"]), Is.EqualTo(("MOBILE:+49301", before)));
    }

    [Test]
    public async Task Another_main_contact_is_a_difference([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L"}""");
        await bench.ApplyAsync(await bench.PlanAsync(Manifest(id, """{"CONTACT_IDS":[410,411]}""")));

        var swapped = await bench.ApplyAsync(await bench.PlanAsync(Manifest(id, """{"CONTACT_IDS":[411,410]}""")));
        var again = await bench.PlanAsync(Manifest(id, """{"CONTACT_IDS":[411,410]}"""));

        Assert.That(swapped.Leads.Single().Verdict, Is.EqualTo(Verdict.Applied));
        Assert.That((string?)(await LeadAsync(bench, id))["CONTACT_ID"], Is.EqualTo("411"));
        Assert.That(again.Leads, Is.Empty);
    }

    [TestCase("ADDRESS_REGION", "{\"ADDRESS_CITY\":\"Bonn\"}")]
    [TestCase("ADDRESS", "{\"ADDRESS_CITY\":null}")]
    [TestCase("ADDRESS_COUNTRY_CODE", "{\"ADDRESS_2\":\"c/o\"}")]
    public async Task Any_part_of_an_address_that_moved_makes_its_lead_stale(string part, string set)
    {
        foreach (var api in new[] { "crm.lead", "crm.item" })
        {
            await using var bench = await Bench.StartAsync(api);
            var id = await AddAsync(bench, """{"TITLE":"L","ADDRESS":"Markt 1","ADDRESS_CITY":"Berlin"}""");
            var plan = await bench.PlanAsync(Manifest(id, set));
            await bench.CallAsync(
                "crm.lead.update",
                new JsonObject
                {
                    ["id"] = id,
                    ["fields"] = new JsonObject { [part] = "Moved" },
                }
            );

            var report = await bench.ApplyAsync(plan);

            Assert.That(
                (report.Leads.Single().Verdict, (string?)(await LeadAsync(bench, id))[part]),
                Is.EqualTo((Verdict.Stale, "Moved")),
                api
            );
        }
    }

    [Test]
    public async Task A_text_that_the_portal_cuts_differs_and_shows_both([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L"}""");

        var report = await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(id, $$"""{"TITLE":"{{new string('x', 300)}}"}"""))
        );

        var lead = report.Leads.Single();
        Assert.That(lead.Verdict, Is.EqualTo(Verdict.Differs));
        Assert.That(
            (
                ((LeadOps.Fields.TextValue)lead.Fields[0].After).Text.Length,
                ((LeadOps.Fields.TextValue)lead.Fields[0].Actual!).Text.Length
            ),
            Is.EqualTo((300, 255))
        );
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
