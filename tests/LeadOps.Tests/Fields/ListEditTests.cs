using LeadOps.Runs;
using static LeadOps.Tests.Fields.KnowledgeManifests;

namespace LeadOps.Tests.Fields;

/// <summary>Edits of lists and multifields.</summary>
internal sealed class ListEditTests
{
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
            """
            {"TITLE":"L","IM":[{"VALUE":"imol|livechat|1|67|21","VALUE_TYPE":"OPENLINE"},
            {"VALUE":"@a","VALUE_TYPE":"ODD"}]}
            """
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
            """
            {"TITLE":"L","EMAIL":[{"VALUE":"a@example.com","VALUE_TYPE":"WORK"},
            {"VALUE":"b@example.com","VALUE_TYPE":"HOME"}]}
            """
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
}
