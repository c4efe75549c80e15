using System.Text.Json.Nodes;
using LeadOps.Plans;

namespace LeadOps.Tests.Selection;

/// <summary>
/// Joins by phone and e-mail: no lead is missed, whatever the portal's duplicate search means by twenty, at few
/// calls.
/// </summary>
internal sealed class CommunicationSearchTests
{
    private const int Rows = 300;

    /// <summary>So many other leads that reading all of them costs more than a search.</summary>
    private const int Others = 2500;

    [TestCase("EMAIL", 1, 17, false)]
    [TestCase("EMAIL", 3, 17, false)]
    [TestCase("EMAIL", 25, 17, true)]
    [TestCase("PHONE", 1, 33, false)]
    [TestCase("PHONE", 3, 33, false)]
    [TestCase("PHONE", 25, 33, true)]
    public async Task A_join_asks_for_nineteen_values_at_once(string field, int twins, int calls, bool readsAll)
    {
        await using var bench = await Bench.StartAsync();
        await SeedAsync(bench, field, Enumerable.Range(0, Rows + Others));
        await SeedAsync(bench, field, Enumerable.Repeat(7, twins - 1));

        using var plan = await JoinAsync(bench, field, Rows);

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(Rows - 1 + twins));
        Assert.That(await SearchesAsync(bench), Is.AtMost(calls));
        Assert.That(Has(plan, "more leads than"), Is.EqualTo(readsAll));
    }

    [TestCase("EMAIL")]
    [TestCase("PHONE")]
    public async Task Few_leads_are_read_instead_of_searched(string field)
    {
        await using var bench = await Bench.StartAsync();
        await SeedAsync(bench, field, Enumerable.Range(0, Rows));
        var before = (await bench.ControlAsync("requests"))["crm.lead.list"];

        using var plan = await JoinAsync(bench, field, Rows);

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(Rows));
        Assert.That(await SearchesAsync(bench), Is.AtMost(1));
        Assert.That(
            (int)(await bench.ControlAsync("requests"))["crm.lead.list"]! - ((int?)before ?? 0),
            Is.AtMost(Rows / 20)
        );
        Assert.That(Has(plan, "takes fewer calls"));
    }

    [TestCase("each", 1, 20)]
    [TestCase("each", 2, 20)]
    [TestCase("each", 25, 20)]
    [TestCase("whole", 1, 20)]
    [TestCase("whole", 2, 19)]
    [TestCase("whole", 2, 20)]
    [TestCase("whole", 2, 40)]
    [TestCase("whole", 19, 20)]
    [TestCase("whole", 25, 20)]
    [TestCase("spelling", 2, 20)]
    public async Task Nothing_is_missed_whatever_the_portal_means_by_twenty(string habit, int twins, int rows)
    {
        await using var bench = await Bench.StartAsync();
        await bench.ControlAsync("settings", new JsonObject { ["duplicates"] = habit });
        await SeedAsync(bench, "PHONE", Enumerable.Range(0, rows));
        await SeedAsync(bench, "PHONE", Enumerable.Range(1000, 600));
        await SeedAsync(bench, "PHONE", Enumerable.Repeat(7, twins - 1));

        using var plan = await JoinAsync(bench, "PHONE", rows);

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(rows - 1 + twins));
        Assert.That(Has(plan, "depends on spelling, so every"), Is.EqualTo(habit == "spelling"));
    }

    [Test]
    public async Task One_phone_is_found_where_the_portal_compares_by_spelling()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ControlAsync("settings", new JsonObject { ["duplicates"] = "spelling" });
        await SeedAsync(bench, "PHONE", [5, 6]);

        using var plan = await JoinAsync(bench, "PHONE", 6);

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(1));
    }

    [TestCase("PHONE", 6)]
    [TestCase("EMAIL", 3)]
    public async Task A_portal_without_duplicate_search_is_read(string field, int rows)
    {
        await using var bench = await Bench.StartAsync();
        await bench.ControlAsync(
            "faults",
            new JsonObject { ["script"] = "missing:crm.duplicate.findbycomm@*", ["restart"] = true }
        );
        await SeedAsync(bench, field, [2, 5]);

        using var plan = await JoinAsync(bench, field, rows);

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(Enumerable.Range(0, rows).Count(i => i is 2 or 5)));
        Assert.That(Has(plan, "refuses its duplicate search (ERROR_METHOD_NOT_FOUND to"));
    }

    private static bool Has(Plan plan, string text) =>
        plan.Footer.Warnings.Any(warning => warning.Contains(text, StringComparison.Ordinal));

    private static async Task<int> SearchesAsync(Bench bench) =>
        (int?)(await bench.ControlAsync("requests"))["crm.duplicate.findbycomm"] ?? 0;

    private static async Task<Plan> JoinAsync(Bench bench, string field, int rows)
    {
        await bench.Pipeline.FactsAsync(CancellationToken.None);
        return await bench.PlanAsync(
            new JsonObject
            {
                ["manifest"] = 1,
                ["name"] = "find",
                ["rows"] = new JsonObject
                {
                    ["people"] = new JsonArray([
                        .. Enumerable
                            .Range(0, rows)
                            .Select(i => (JsonNode)new JsonObject { ["value"] = Value(field, i, "+49170") }),
                    ]),
                },
                ["changes"] = new JsonArray(
                    new JsonObject
                    {
                        ["name"] = "mark",
                        ["forEach"] = "people",
                        ["select"] = new JsonObject { ["where"] = new JsonObject { [field] = "{{ row.value }}" } },
                        ["set"] = new JsonObject { ["SOURCE_DESCRIPTION"] = "seen" },
                    }
                ),
            }
        );
    }

    /// <summary>Leads hold their phones in another spelling than the rows.</summary>
    private static string Value(string field, int number, string prefix) =>
        field == "EMAIL" ? $"m{number}@x.example" : $"{prefix}{number:D7}";

    private static async Task SeedAsync(Bench bench, string field, IEnumerable<int> numbers)
    {
        foreach (var chunk in numbers.Chunk(50))
        {
            await bench.CallAsync(
                "batch",
                new JsonObject
                {
                    ["cmd"] = new JsonObject(
                        chunk.Select(
                            (number, i) =>
                                KeyValuePair.Create(
                                    $"c{i}",
                                    (JsonNode?)(
                                        $"crm.lead.add?fields[TITLE]=t&fields[{field}][0][VALUE]="
                                        + Uri.EscapeDataString(Value(field, number, "+49 (170) "))
                                    )
                                )
                        )
                    ),
                }
            );
        }
    }
}
