using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Tests.Selection;

/// <summary>`groupBy`: who is with whom, in which order, and what templates see of it.</summary>
internal sealed class GroupTests
{
    private sealed record Person(string Title, string? Phone = null, string? Email = null, string? Amount = null);

    private static async Task<Bench> BenchAsync(params Person[] people)
    {
        var bench = await Bench.StartAsync();
        foreach (var person in people)
        {
            var fields = new JsonObject { ["TITLE"] = person.Title };
            if (person.Amount is not null)
            {
                fields["OPPORTUNITY"] = person.Amount;
            }

            foreach (var (name, values) in new[] { ("PHONE", person.Phone), ("EMAIL", person.Email) })
            {
                if (values is not null)
                {
                    fields[name] = new JsonArray([
                        .. values
                            .Split(',')
                            .Select(value => new JsonObject { ["VALUE"] = value, ["VALUE_TYPE"] = "WORK" }),
                    ]);
                }
            }

            await bench.CallAsync("crm.lead.add", new JsonObject { ["fields"] = fields });
        }

        return bench;
    }

    private static string Manifest(string select, string value, string more = "") =>
        $$"""
            manifest: 1
            name: groups
            changes:
              - name: one
                select: { all: true, {{select}} }
                set: { COMMENTS: "{{value}}" }
            {{more}}
            """;

    private static string Comments(Plan plan) =>
        string.Join(
            "; ",
            plan.Leads.Select(lead =>
                $"{lead.Title}={((TextValue)lead.Fields.First(field => field.Name == "COMMENTS").After).Text}"
            )
        );

    private static readonly Person[] Some =
    [
        new("a", Phone: "+49 30 111", Amount: "10"),
        new("b", Phone: "0049-30-111", Email: "X@acme.example", Amount: "30"),
        new("c", Email: "x@ACME.example", Amount: "20"),
        new("d", Phone: "+49 30 222"),
        new("e"),
        new("f", Phone: "n/a"),
        new("g", Phone: "n/a"),
        new("h", Phone: "+49 30 333,+49 30 444"),
        new("i", Phone: "+49 30 444", Email: "i@acme.example"),
    ];

    [TestCase("groupBy: [PHONE, EMAIL], groupSize: { min: 2 }", "a=a/3; b=a/3; c=a/3; h=h/2; i=h/2")]
    [TestCase("groupBy: [PHONE], groupSize: { min: 2 }", "a=a/2; b=a/2; h=h/2; i=h/2")]
    [TestCase("groupBy: PHONE, groupSize: { max: 1 }", "d=d/1")]
    [TestCase("groupBy: [PHONE, EMAIL], groupSize: 3", "a=a/3; b=a/3; c=a/3")]
    [TestCase("groupBy: [PHONE, EMAIL], groupSize: { min: 9 }", "")]
    [TestCase("groupBy: [PHONE, EMAIL]", "a=a/3; b=a/3; c=a/3; d=d/1; h=h/2; i=h/2")]
    [TestCase("groupBy: [PHONE, EMAIL], groupSize: { min: 2 }, take: first", "a=a/3; h=h/2")]
    [TestCase("groupBy: [PHONE, EMAIL], groupSize: { min: 2 }, take: rest", "b=a/3; c=a/3; i=h/2")]
    [TestCase(
        "groupBy: [PHONE, EMAIL], groupSize: { min: 2 }, take: first, orderBy: { OPPORTUNITY: desc }",
        "b=b/3; h=h/2"
    )]
    [TestCase("groupBy: [PHONE, EMAIL], groupSize: { min: 2 }, take: rest, limit: 2", "b=a/3; c=a/3")]
    [TestCase("when: 'lead.TITLE != \"b\"', groupBy: [PHONE, EMAIL], groupSize: { min: 2 }", "h=h/2; i=h/2")]
    [TestCase("groupBy: '{{ lead.PHONE.size > 0 ? \"with\" : null }}', take: first", "a=a/7")]
    public async Task Leads_that_share_a_value_are_one_group(string select, string expected)
    {
        await using var bench = await BenchAsync(Some);

        using var plan = await bench.PlanAsync(Manifest(select, "{{ group.first.TITLE }}/{{ group.size }}"));

        Assert.That(Comments(plan), Is.EqualTo(expected));
    }

    [TestCase("groupBy: '{{ lead.ID * (1.0 / 0) }}'", "`groupBy` gives an infinite number.")]
    [TestCase("groupBy: '{{ { a: lead.ID } }}'", "`groupBy` gives an object.")]
    public async Task What_is_no_value_groups_nobody(string select, string expected)
    {
        await using var bench = await BenchAsync(Some);

        var problem = await Assert.ThrowsAsync<InvalidInputException>(() => bench.PlanAsync(Manifest(select, "x")));

        Assert.That(problem!.Message, Does.Contain(expected));
    }

    [Test]
    public async Task The_leads_of_a_group_are_there_in_order_with_their_fields()
    {
        await using var bench = await BenchAsync(Some);

        using var plan = await bench.PlanAsync(
            Manifest(
                "groupBy: [PHONE, EMAIL], groupSize: 3, take: first, orderBy: { OPPORTUNITY: desc }",
                "{{ group.leads | array.map 'OPPORTUNITY' | array.join ',' }} {{ for l in group.leads; l.ID; end }}"
            )
        );

        Assert.That(Comments(plan), Is.EqualTo("b=30.00,20.00,10.00 231"));
    }

    [TestCase("where: { TITLE: { in: [a, c, d, e] } }, orderBy: { OPPORTUNITY: desc }", "a=1/4; c=0/4; d=2/4; e=3/4")]
    [TestCase("where: { TITLE: { in: [a, c, d, e] } }, orderBy: { OPPORTUNITY: asc }, limit: 3", "a=2/3; d=0/3; e=1/3")]
    [TestCase("where: { TITLE: { in: [a, c, d, e] } }", "a=0/4; c=1/4; d=2/4; e=3/4")]
    [TestCase("where: { TITLE: { in: [a, b, d, i] } }, orderBy: { TITLE: desc }", "a=3/4; b=2/4; d=1/4; i=0/4")]
    public async Task Every_lead_has_a_position_in_its_selection(string select, string expected)
    {
        await using var bench = await BenchAsync(Some);

        using var plan = await bench.PlanAsync(
            Manifest(select, "{{ position }}/{{ selected.size }}").Replace("all: true, ", "", StringComparison.Ordinal)
        );

        Assert.That(Comments(plan), Is.EqualTo(expected));
    }

    [Test]
    public async Task Each_row_has_its_own_groups_and_positions()
    {
        await using var bench = await BenchAsync(Some);

        using var plan = await bench.PlanAsync(
            """
            manifest: 1
            name: groups
            rows:
              owners: [{ phone: "+49 30 111" }, { phone: "+49 30 444" }]
            changes:
              - name: one
                forEach: owners
                select: { where: { PHONE: "{{ row.phone }}" }, groupBy: PHONE }
                set: { COMMENTS: "{{ group.first.TITLE }} {{ position }} of {{ selected.size }}" }
            """
        );

        Assert.That(Comments(plan), Is.EqualTo("a=a 0 of 2; b=a 1 of 2; h=h 0 of 2; i=h 1 of 2"));
    }

    [Test]
    public async Task A_deduplication_in_two_changes_can_be_taken_back()
    {
        await using var bench = await BenchAsync(Some);
        var before = await bench.LeadsAsync();
        const string manifest = """
            manifest: 1
            name: doubles
            changes:
              - name: keep
                select:
                  { all: true, groupBy: [PHONE, EMAIL], groupSize: { min: 2 }, take: first,
                    orderBy: { DATE_CREATE: asc } }
                set:
                  EMAIL: { add: "{{ group.leads | array.map 'EMAIL' }}" }
                  PHONE: { add: "{{ group.leads | array.map 'PHONE' }}" }
              - name: close
                select:
                  where: { STATUS_ID: { not: JUNK } }
                  groupBy: [PHONE, EMAIL]
                  groupSize: { min: 2 }
                  take: rest
                  orderBy: { DATE_CREATE: asc }
                set: { STATUS_ID: JUNK, COMMENTS: "Double of {{ group.first.ID }} {{ group.first.TITLE }}" }
            """;
        using var plan = await bench.PlanAsync(manifest);

        var report = await bench.ApplyAsync(plan);

        Assert.That(report.Summary.Applied, Is.EqualTo(plan.Leads.Count()));
        using var back = await bench.Pipeline.PlanRollbackAsync(report, CancellationToken.None);
        await bench.ApplyAsync(back);
        var after = await bench.LeadsAsync();
        Assert.That(
            after.Select(lead => (string?)lead!["STATUS_ID"]),
            Is.EqualTo(before.Select(lead => (string?)lead!["STATUS_ID"]))
        );
    }

    [TestCase("groupBy: [CONTACT_IDS]", "x", "cannot be grouped by it")]
    [TestCase("groupBy: [PHONES]", "x", "Did you mean `PHONE`?")]
    [TestCase("groupBy: []", "x", "is not a value for `groupBy`")]
    [TestCase("take: first", "x", "`take` is about groups, and the selector has no `groupBy`")]
    [TestCase("groupBy: PHONE, take: last", "x", "`last` is not a value for `take`")]
    [TestCase("groupBy: PHONE, groupSize: { min: 3, max: 2 }", "x", "`groupSize` has min 3 above max 2")]
    [TestCase("limit: 1", "{{ group.size }}", "`group` exists only in a change whose selector has `groupBy`")]
    [TestCase("when: 'position == 0'", "x", "`position` does not exist in `select`")]
    [TestCase("groupBy: PHONE", "{{ group.last }}", "`group.last` is not known")]
    [TestCase("groupBy: PHONE", "{{ selected.count }}", "`selected.count` is not known")]
    [TestCase("groupBy: PHONE", "{{ group.first.PRODUCT_ROWS }}", "of the group's leads was not read")]
    public async Task A_mistake_is_told_with_its_place(string select, string value, string expected)
    {
        await using var bench = await BenchAsync(Some);

        var problem = await Assert.CatchAsync<LeadOpsException>(() => bench.PlanAsync(Manifest(select, value)));

        Assert.That(problem!.Message, Does.Contain(expected).And.Match(@"\.yml:\d+:\d+"));
    }

    [Test]
    public async Task What_a_lead_is_grouped_by_is_assumed()
    {
        await using var bench = await BenchAsync(Some);
        using var plan = await bench.PlanAsync(Manifest("groupBy: PHONE, groupSize: 2", "{{ group.size }}"));

        Assert.That(plan.Leads.Select(lead => lead.Assumed.ContainsKey("PHONE")), Is.All.True);
        Assert.That(
            plan.Leads.Select(lead => $"{lead.Group!.First}/{lead.Group.Size}/{lead.Group.Place}"),
            Is.EqualTo(new[] { "1/2/0", "1/2/1", "8/2/0", "8/2/1" })
        );
    }

    [Test]
    public void Numbers_dates_and_texts_sort_as_they_compare()
    {
        string[] amounts = ["-1000.50", "-2", "-1", "0", "0.5", "1", "9.99", "10", "123456789012.34"];

        Assert.That(
            amounts.Select(amount => decimal.Parse(amount, CultureInfo.InvariantCulture)),
            Is.Ordered,
            "the test's own order"
        );
        Assert.That(SortedByKey("OPPORTUNITY", amounts, descending: false), Is.EqualTo(amounts));
        Assert.That(SortedByKey("OPPORTUNITY", amounts, descending: true), Is.EqualTo(amounts.Reverse()));
        string[] texts = ["", "A", "a1", "AB", "B", "Ä"];
        Assert.That(SortedByKey("TITLE", texts, descending: false), Is.EqualTo(texts));
        Assert.That(SortedByKey("TITLE", texts, descending: true), Is.EqualTo(texts.Reverse()));
        string[] dates = ["2026-05-01T01:00:00+03:00", "2026-04-30T23:00:00+00:00", "2026-05-01T02:00:00+02:00"];
        Assert.That(SortedByKey("DATE_CREATE", dates, descending: false), Is.EqualTo(dates));
    }

    private static IEnumerable<string> SortedByKey(string field, string[] values, bool descending)
    {
        var catalogue = FieldCatalogue.Standard;
        var order = new LeadOps.Selection.Groups.OrderKeys(
            [(new LeadOps.Manifests.FieldName(field, new SourceSpan("m.yml", 1, 1)), descending)],
            catalogue
        );
        return values
            .Reverse()
            .Select(value =>
            {
                var row = new JsonObject { ["ID"] = 7, [field] = value };
                return (
                    value,
                    Key: Convert.ToHexString(
                        order.Of(
                            LeadOps.Leads.LeadSnapshot.Read(
                                catalogue,
                                System.Text.Json.JsonSerializer.SerializeToElement(row)
                            )
                        )
                    )
                );
            })
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => pair.value);
    }
}
