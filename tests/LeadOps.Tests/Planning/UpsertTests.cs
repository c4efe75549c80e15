using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Tests.Planning;

/// <summary>`whenMissing: create`: rows without a lead become new ones, once.</summary>
internal sealed class UpsertTests
{
    private const string ByOrigin = """
        manifest: 1
        name: shop
        rows:
          orders:
            - { id: A-1, name: Anna, total: 10, mail: anna@acme.example }
            - { id: A-2, name: Boris, total: 20, mail: boris@acme.example }
            - { id: A-3, name: Chris, total: 30, mail: chris@acme.example }
        changes:
          - name: orders
            forEach: orders
            select: { origin: { ORIGINATOR_ID: shop, ORIGIN_ID: "{{ row.id }}" }, expect: 1 }
            whenMissing: create
            set: { OPPORTUNITY: "{{ row.total }}", COMMENTS: "{{ lead.COMMENTS }}Order {{ row.id }}" }
            setOnCreate: { TITLE: "Order of {{ row.name }}", NAME: "{{ row.name }}", COMMENTS: "New: {{ row.id }}" }
        """;

    private const string ByMail = """
        manifest: 1
        name: people
        rows:
          people:
            - { id: 1, mail: anna@acme.example }
            - { id: 2, mail: boris@acme.example }
        changes:
          - name: people
            forEach: people
            select: { where: { EMAIL: "{{ row.mail }}" } }
            whenMissing: create
            key: "p-{{ row.id }}"
            set: { SOURCE_DESCRIPTION: "seen {{ row.mail }}" }
            setOnCreate: { TITLE: "{{ row.mail }}" }
        """;

    private static Task AddAsync(Bench bench, JsonObject fields) =>
        bench.CallAsync("crm.lead.add", new JsonObject { ["fields"] = fields });

    private static IEnumerable<string> Texts(JsonArray leads, params string[] names) =>
        leads.Select(lead => string.Join("|", names.Select(name => lead![name]?.ToString())));

    /// <summary>Several orders may have been rounded to it.</summary>
    [TestCase("1.23E+15", false)]
    [TestCase("4,93023E+11", false)]
    [TestCase("219E01", true)]
    [TestCase("1E5", true)]
    [TestCase("E+15", true)]
    public async Task A_number_that_a_spreadsheet_rounded_is_nobodys_origin(string id, bool isTaken)
    {
        await using var bench = await Bench.StartAsync();
        var manifest = ByOrigin.Replace("id: A-1", $"id: \"{id}\"", StringComparison.Ordinal);

        async Task Plan() => (await bench.PlanAsync(manifest)).Dispose();

        Assert.That(
            Plan,
            isTaken
                ? Throws.Nothing
                : Throws
                    .InstanceOf<InvalidInputException>()
                    .With.Message.Contains("a number that a spreadsheet rounded")
        );
    }

    [Test]
    public async Task Rows_with_a_lead_update_it_and_the_others_make_one([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        await AddAsync(
            bench,
            new JsonObject
            {
                ["TITLE"] = "old",
                ["ORIGINATOR_ID"] = "shop",
                ["ORIGIN_ID"] = "A-2",
                ["COMMENTS"] = "x ",
            }
        );

        using var plan = await bench.PlanAsync(ByOrigin);
        var report = await bench.ApplyAsync(plan);

        Assert.That((plan.Footer.Counts.Create, plan.Footer.Counts.Update), Is.EqualTo((2, 1)));
        Assert.That(plan.Footer.Warnings, Has.None.Contains("no lead matches"));
        Assert.That(report.Summary.Applied, Is.EqualTo(3));
        Assert.That(
            Texts(await bench.LeadsAsync(), "ORIGINATOR_ID", "ORIGIN_ID", "TITLE", "OPPORTUNITY", "COMMENTS"),
            Is.EqualTo(
                new[]
                {
                    "shop|A-2|old|20.00|x Order A-2",
                    "shop|A-1|Order of Anna|10.00|New: A-1",
                    "shop|A-3|Order of Chris|30.00|New: A-3",
                }
            )
        );
    }

    [Test]
    public async Task A_second_plan_creates_nothing()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ApplyAsync(await bench.PlanAsync(ByMail));

        using var again = await bench.PlanAsync(ByMail);

        Assert.That(again.Footer.Counts.Writes, Is.Zero);
        Assert.That(again.Footer.Counts.Unchanged, Is.EqualTo(2));
    }

    [Test]
    public async Task A_lead_that_lost_its_e_mail_is_found_by_its_key()
    {
        await using var bench = await Bench.StartAsync();
        await AddAsync(bench, new JsonObject { ["ORIGINATOR_ID"] = "leadops/people/people", ["ORIGIN_ID"] = "p-2" });

        using var plan = await bench.PlanAsync(ByMail);

        Assert.That(
            plan.Leads.Select(lead => $"{lead.Action} {lead.Id} {lead.Key}"),
            Is.EqualTo(new[] { "Update 1 ", "Create  p-1" })
        );
    }

    [Test]
    public async Task A_lead_that_when_leaves_out_is_not_made_again()
    {
        await using var bench = await Bench.StartAsync();
        await AddAsync(bench, new JsonObject { ["ORIGINATOR_ID"] = "shop", ["ORIGIN_ID"] = "A-1" });

        using var plan = await bench.PlanAsync(
            ByOrigin.Replace("expect: 1 }", "when: 'lead.OPPORTUNITY > 5' }", StringComparison.Ordinal)
        );

        Assert.That(plan.Leads.Select(lead => lead.Key), Is.EqualTo(new[] { "A-2", "A-3" }));
    }

    [Test]
    public async Task Changes_with_one_origin_make_one_lead()
    {
        await using var bench = await Bench.StartAsync();

        using var plan = await bench.PlanAsync(
            """
            manifest: 1
            name: two
            changes:
              - name: one
                select: { origin: { ORIGINATOR_ID: shop, ORIGIN_ID: A-1 } }
                whenMissing: create
                set: { TITLE: one, PHONE: { add: ["+4930111"] } }
              - name: two
                select: { origin: { ORIGINATOR_ID: shop, ORIGIN_ID: a-1 } }
                whenMissing: create
                set: { NAME: "{{ lead.TITLE }} two", PHONE: { add: ["+4930222"] } }
            """
        );
        await bench.ApplyAsync(plan);

        var lead = (await bench.LeadsAsync()).Single()!;
        Assert.That((string?)lead["NAME"], Is.EqualTo("one two"));
        Assert.That(lead["PHONE"]!.AsArray(), Has.Count.EqualTo(2));
    }

    [Test]
    public async Task What_is_empty_is_not_sent_and_a_no_is()
    {
        await using var bench = await Bench.StartAsync();

        using var plan = await bench.PlanAsync(
            """
            manifest: 1
            name: blanks
            changes:
              - name: one
                select: { origin: { ORIGINATOR_ID: shop, ORIGIN_ID: A-1 } }
                whenMissing: create
                set: { TITLE: t, NAME: "{{ lead.LAST_NAME }}", OPENED: N, COMMENTS: null }
            """
        );

        Assert.That(plan.Leads.Single().Fields.Select(field => field.Name), Is.EqualTo(new[] { "OPENED", "TITLE" }));
    }

    [Test]
    public async Task A_lost_answer_makes_no_second_lead(
        [Range(2, 5)] int request,
        [Values("drop-after", "500-after", "cut")] string fault
    )
    {
        await using var bench = await Bench.StartAsync();
        using var plan = await bench.PlanAsync(ByOrigin);
        await bench.FaultAsync($"{fault}@{await bench.RequestsAsync() + request - 1}");

        var report = await bench.ApplyUntilDoneAsync(plan);

        Assert.That(report.Status, Is.EqualTo(RunStatus.Succeeded));
        Assert.That(Texts(await bench.LeadsAsync(), "ORIGIN_ID").Order(), Is.EqualTo(new[] { "A-1", "A-2", "A-3" }));
    }

    [Test]
    public async Task A_rollback_takes_new_leads_back_but_not_those_that_somebody_edited()
    {
        await using var bench = await Bench.StartAsync();
        using var plan = await bench.PlanAsync(ByOrigin);
        var report = await bench.ApplyAsync(plan);
        await bench.EditAsync(2, "COMMENTS", "called back");

        using var back = await bench.Pipeline.PlanRollbackAsync(report, CancellationToken.None);
        await bench.ApplyAsync(back);

        Assert.That(Texts(await bench.LeadsAsync(), "ORIGIN_ID"), Is.EqualTo(new[] { "A-2" }));
    }

    [Test]
    public async Task An_assert_blocks_a_new_lead()
    {
        await using var bench = await Bench.StartAsync();

        using var plan = await bench.PlanAsync(
            ByOrigin + "\n    assert: [ { that: row.total > 10, message: \"too small: {{ row.id }}\" } ]"
        );

        Assert.That(
            plan.Leads.Where(lead => lead.Action == LeadAction.Blocked).Select(lead => $"{lead.Key} {lead.Reasons[0]}"),
            Is.EqualTo(new[] { "A-1 too small: A-1" })
        );
        Assert.That(plan.Footer.Counts.Create, Is.EqualTo(2));
    }

    private static IEnumerable<TestCaseData> Mistakes()
    {
        TestCaseData Case(string from, string to, string message) =>
            new TestCaseData(from, to, message).SetName("{m}: " + message);
        yield return Case("whenMissing: create", "whenMissing: skip", "`skip` is not a value for `whenMissing`");
        yield return Case("    whenMissing: create\n", "", "`setOnCreate` is about new leads");
        yield return Case("whenMissing: create", "whenMissing: create\n    key: x", "already names the origin");
        yield return Case(
            "origin: { ORIGINATOR_ID: shop, ORIGIN_ID: \"{{ row.id }}\" }",
            "where: { EMAIL: \"{{ row.mail }}\" }",
            "A new lead needs an origin"
        );
        yield return Case("id: A-2", "id: A-1", "comes twice for the row at");
        yield return Case("setOnCreate: {", "setOnCreate: { ORIGIN_ID: x,", "comes from the key or the origin");
        yield return Case("NAME: \"{{ row.name }}\"", "NAMES: x", "Did you mean `NAME`?");
        yield return Case("expect: 1 }", "groupBy: PHONE }", "`groupBy` and `whenMissing`");
        yield return Case("Order of {{ row.name }}", "Order {{ position }}", "`position` does not exist");
    }

    [TestCaseSource(nameof(Mistakes))]
    public async Task A_mistake_is_told_with_its_place(string from, string to, string expected)
    {
        await using var bench = await Bench.StartAsync();
        var manifest = ByOrigin.Replace(from, to, StringComparison.Ordinal);

        var problem = await Assert.CatchAsync<LeadOpsException>(() => bench.PlanAsync(manifest));

        Assert.That(problem!.Message, Does.Contain(expected).And.Match(@"\.yml:\d+:\d+"));
    }

    [Test]
    public async Task New_leads_have_no_before()
    {
        await using var bench = await Bench.StartAsync();

        using var plan = await bench.PlanAsync(ByOrigin);

        Assert.That(
            plan.Leads.SelectMany(lead => lead.Fields).Select(field => field.Before),
            Is.All.EqualTo(FieldValue.Empty)
        );
        Assert.That(plan.Leads.Select(lead => lead.Originator), Is.All.EqualTo("shop"));
    }
}
