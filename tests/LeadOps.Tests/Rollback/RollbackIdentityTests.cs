using System.Text.Json.Nodes;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Tests.Rollback;

/// <summary>
/// Apply, then roll back: every planned value of every updated lead is what it was. Each seed is another manifest.
/// </summary>
internal sealed class RollbackIdentityTests
{
    private static readonly (string Field, string[] Values)[] Sets =
    [
        ("COMMENTS", ["\"50% + [x] & 'y' 🎪 $result[c0]\"", "\"{{ lead.TITLE }} again\"", "null"]),
        ("SOURCE_DESCRIPTION", ["\"seen {{ lead.ID }}\"", "null"]),
        ("STATUS_ID", ["JUNK", "IN_PROCESS"]),
        ("SOURCE_ID", ["CALL", "null"]),
        ("OPPORTUNITY", ["1234.5", "\"{{ lead.ID * 10 }}\""]),
        ("ADDRESS_CITY", ["Ulm", "null"]),
        (
            "PHONE",
            [
                "{ add: [ { VALUE: \"+49301{{ lead.ID }}\", VALUE_TYPE: OTHER } ] }",
                "[ \"+4930999\", { VALUE: \"+4930998\", VALUE_TYPE: HOME } ]",
                "null",
            ]
        ),
        ("EMAIL", ["[ \"{{ lead.ID }}@example.com\" ]", "{ add: [ \"new@example.org\" ] }", "null"]),
        ("UF_CRM_TAGS", ["[one, two]", "null"]),
        ("CONTACT_IDS", ["[410, 411]", "[412]"]),
    ];

    [Test]
    public async Task Rolling_back_restores_every_planned_value([Range(1, 12)] int seed)
    {
        var random = new Random(seed);
        var sets = random.GetItems(Sets, 4).DistinctBy(set => set.Field).ToList();
        var manifest =
            $$"""
                manifest: 1
                name: any
                changes:
                  - name: any
                    select: { all: true, orderBy: { ID: asc }, limit: {{random.Next(5, 50)}} }
                    set:
                """
            + string.Concat(sets.Select(set => $"\n      {set.Field}: {set.Values[random.Next(set.Values.Length)]}"));
        await using var bench = await Bench.StartAsync(50);
        var before = await ValuesAsync(bench, sets.Select(set => set.Field));
        using var plan = await bench.PlanAsync(manifest);
        var applied = await bench.ApplyAsync(plan);
        var between = await ValuesAsync(bench, sets.Select(set => set.Field));

        using var undo = await bench.Pipeline.PlanRollbackAsync(applied, CancellationToken.None);
        var undone = await bench.ApplyAsync(undo);

        Assert.That((applied.Status, undone.Status), Is.EqualTo((RunStatus.Succeeded, RunStatus.Succeeded)), manifest);
        Assert.That(between, Is.Not.EqualTo(before), manifest);
        Assert.That(await ValuesAsync(bench, sets.Select(set => set.Field)), Is.EqualTo(before), manifest);
    }

    private const string Amounts = """
        manifest: 1
        name: any
        changes:
          - name: any
            select: { all: true }
            set: { PRODUCT_ROWS: [ { PRODUCT_NAME: Chair, PRICE: 10, QUANTITY: 2 } ] }
        """;

    /// <summary>Rows change the amount although nobody planned an amount.</summary>
    [TestCase("")]
    [TestCase(", OPPORTUNITY: 77")]
    [TestCase(", CONTACT_IDS: [410]")]
    public async Task Rolling_back_product_rows_brings_the_amount_back(string more)
    {
        await using var bench = await Bench.StartAsync(6);
        await RowsAsync(bench, 2, 3);
        var before = await ValuesAsync(bench, ["OPPORTUNITY", "IS_MANUAL_OPPORTUNITY"]);
        using var plan = await bench.PlanAsync(
            Amounts.Replace(" } ] }", " } ]" + more + " }", StringComparison.Ordinal)
        );
        var applied = await bench.ApplyAsync(plan);
        var between = await ValuesAsync(bench, ["OPPORTUNITY", "IS_MANUAL_OPPORTUNITY"]);

        using var undo = await bench.Pipeline.PlanRollbackAsync(applied, CancellationToken.None);
        var undone = await bench.ApplyAsync(undo);
        using var redo = await bench.Pipeline.PlanRollbackAsync(undone, CancellationToken.None);
        var after = await ValuesAsync(bench, ["OPPORTUNITY", "IS_MANUAL_OPPORTUNITY"]);
        var redone = await bench.ApplyAsync(redo);

        Assert.That(
            (applied.Status, undone.Status, redone.Status),
            Is.EqualTo((RunStatus.Succeeded, RunStatus.Succeeded, RunStatus.Succeeded))
        );
        Assert.That(after, Is.EqualTo(before).And.Not.EqualTo(between));
        Assert.That(await ValuesAsync(bench, ["OPPORTUNITY", "IS_MANUAL_OPPORTUNITY"]), Is.EqualTo(between));
    }

    /// <summary>Only the emptied rows need a request of their own, one per lead.</summary>
    [Test]
    public async Task What_no_batch_can_carry_takes_nothing_else_out_of_the_batch_and_is_in_the_forecast()
    {
        await using var bench = await Bench.StartAsync(20);
        using var plan = await bench.PlanAsync(
            Amounts.Replace(" } ] }", " } ], COMMENTS: new, CONTACT_IDS: [410] }", StringComparison.Ordinal)
        );
        var applied = await bench.ApplyAsync(plan);
        using var undo = await bench.Pipeline.PlanRollbackAsync(applied, CancellationToken.None);
        var before = await bench.RequestsAsync();

        await bench.ApplyAsync(undo);

        Assert.That(await bench.RequestsAsync() - before, Is.LessThanOrEqualTo(20 + 8));
        Assert.That(undo.Footer.Forecast.Requests, Is.InRange(20, 32));
    }

    [Test]
    public async Task An_amount_that_somebody_fixed_since_stays()
    {
        await using var bench = await Bench.StartAsync(2);
        using var plan = await bench.PlanAsync(Amounts);
        var applied = await bench.ApplyAsync(plan);
        await bench.EditAsync(1, "IS_MANUAL_OPPORTUNITY", "Y");
        await bench.EditAsync(1, "OPPORTUNITY", "99");

        using var undo = await bench.Pipeline.PlanRollbackAsync(applied, CancellationToken.None);
        var undone = await bench.ApplyAsync(undo);

        Assert.That((undone.Status, undone.LeftAlone), Is.EqualTo((RunStatus.Partly, 1)));
        Assert.That((await ValuesAsync(bench, ["OPPORTUNITY"])).Split('\n')[0], Is.EqualTo("1: OPPORTUNITY=99.00"));
    }

    [Test]
    public async Task An_amount_that_somebody_changed_before_rows_replace_it_makes_the_lead_stale()
    {
        await using var bench = await Bench.StartAsync(2);
        using var plan = await bench.PlanAsync(Amounts);
        await bench.EditAsync(1, "OPPORTUNITY", "99");

        var applied = await bench.ApplyAsync(plan);

        Assert.That((applied.Summary.Stale, applied.Summary.Applied), Is.EqualTo((1, 1)));
    }

    private static async Task RowsAsync(Bench bench, long id, int price) =>
        await bench
            .Session.OpenWriter()
            .SendAsync(
                [
                    new PortalCall(
                        "crm.lead.productrows.set",
                        new JsonObject
                        {
                            ["id"] = id,
                            ["rows"] = new JsonArray(
                                new JsonObject
                                {
                                    ["PRODUCT_NAME"] = "Old",
                                    ["PRICE"] = price,
                                    ["QUANTITY"] = 1,
                                }
                            ),
                        }
                    ),
                ],
                CancellationToken.None
            );

    /// <summary>Without the ids of multifield items and their order, which cannot come back.</summary>
    private static async Task<string> ValuesAsync(Bench bench, IEnumerable<string> fields) =>
        string.Join(
            '\n',
            (await bench.LeadsAsync()).Select(lead =>
                $"{lead!["ID"]}: {string.Join("; ", fields.Select(field => $"{field}={Value(lead[field])}"))}"
            )
        );

    private static string Value(JsonNode? value) =>
        value switch
        {
            JsonArray { Count: 0 } or null => "",
            JsonArray items => string.Join(
                ',',
                items
                    .Select(item =>
                        item is JsonObject multifield
                            ? $"{multifield["VALUE_TYPE"]}:{multifield["VALUE"]}"
                            : item!.ToString()
                    )
                    .Order(StringComparer.Ordinal)
            ),
            _ => value.ToString(),
        };
}
