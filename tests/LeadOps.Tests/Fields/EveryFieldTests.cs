using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Runs;

namespace LeadOps.Tests.Fields;

/// <summary>Random values for every field of the portal, by both APIs.</summary>
internal sealed class EveryFieldTests
{
    private const int Leads = 20;

    private static readonly string[] Moving =
    [
        "DATE_MODIFY",
        "MODIFY_BY_ID",
        "MOVED_TIME",
        "MOVED_BY_ID",
        "DATE_CLOSED",
        "IS_RETURN_CUSTOMER",
        "LAST_ACTIVITY_TIME",
        "LAST_ACTIVITY_BY",
        "IS_MANUAL_OPPORTUNITY",
    ];

    [Test]
    public async Task What_was_applied_plans_nothing_and_only_what_changed_was_sent(
        [Values("crm.lead", "crm.item")] string api,
        [Range(1, 4)] int seed
    )
    {
        await using var bench = await Bench.StartAsync(api);
        var (ids, fields) = await PrepareAsync(bench);
        var values = new RandomValues(seed);
        for (var round = 0; round < 3; round++)
        {
            var manifest = Manifest(
                ids,
                _ =>
                    fields
                        .Where(_ => values.Chance(30))
                        .Select(field => (field.Name, field.CanClear && values.Chance(20) ? null : values.For(field)))
            );
            var before = (await bench.ControlAsync("log")).AsArray().Count;

            var plan = await bench.PlanAsync(manifest);
            var planned = plan.Leads.ToDictionary(
                lead => lead.Id!.Value.Value,
                lead => lead.Fields.Select(field => field.Name).ToHashSet()
            );
            var report = await bench.ApplyAsync(plan);
            var again = await bench.PlanAsync(manifest);

            Assert.That(
                report
                    .Leads.Where(lead => lead.Verdict != Verdict.Applied)
                    .Select(lead => $"{lead.Verdict} {lead.Error?.Message}"),
                Is.Empty
            );
            Assert.That(
                again
                    .Leads.SelectMany(lead => lead.Fields)
                    .Select(field => $"{field.Name}: {field.Before} → {field.After}"),
                Is.Empty
            );
            foreach (
                var write in (await bench.ControlAsync("log"))
                    .AsArray()
                    .Skip(before)
                    .Where(write => write!["fields"] is not null)
            )
            {
                Assert.That(
                    Sent(bench, write!["fields"]!.AsObject()),
                    Is.SubsetOf(
                        WithAddress(
                            planned[
                                long.Parse(write["id"]!.ToString(), System.Globalization.CultureInfo.InvariantCulture)
                            ]
                        )
                    )
                );
            }
        }
    }

    [Test]
    public async Task Clearing_setting_and_clearing_ends_where_it_began(
        [Values("crm.lead", "crm.item")] string api,
        [Values(11, 12)] int seed
    )
    {
        await using var bench = await Bench.StartAsync(api);
        var (ids, fields) = await PrepareAsync(bench);
        var values = new RandomValues(seed);
        var clearable = fields.Where(field => field.CanClear).ToList();
        var clear = Manifest(ids, _ => clearable.Select(field => (field.Name, (JsonNode?)null)));
        var set = Manifest(ids, _ => clearable.Select(field => (field.Name, values.For(field))));
        await bench.ApplyAsync(await bench.PlanAsync(set));
        await bench.ApplyAsync(await bench.PlanAsync(clear));
        var first = await StillAsync(bench);

        await bench.ApplyAsync(await bench.PlanAsync(set));
        var report = await bench.ApplyAsync(await bench.PlanAsync(clear));

        Assert.That(
            report
                .Leads.Where(lead => lead.Verdict != Verdict.Applied)
                .Select(lead => $"{lead.Verdict} {lead.Error?.Message}"),
            Is.Empty
        );
        Assert.That(await StillAsync(bench), Is.EqualTo(first));
    }

    private static async Task<(List<long> Ids, List<FieldDefinition> Fields)> PrepareAsync(Bench bench)
    {
        var ids = new List<long>();
        for (var i = 0; i < Leads; i++)
        {
            ids.Add(
                (long)
                    await bench.CallAsync(
                        "crm.lead.add",
                        new JsonObject { ["fields"] = new JsonObject { ["TITLE"] = $"Lead {i}" } }
                    )
            );
        }

        var catalogue = (await bench.Pipeline.FactsAsync(CancellationToken.None)).Catalogue;
        var probe = new RandomValues(0);
        return (
            ids,
            [
                .. catalogue.All.Where(field =>
                    field.IsSettable
                    && field.Name is not ("ORIGIN_ID" or "ORIGINATOR_ID" or "CONTACT_ID" or "IS_MANUAL_OPPORTUNITY")
                    && probe.For(field) is not null
                ),
            ]
        );
    }

    private static JsonObject Manifest(List<long> ids, Func<long, IEnumerable<(string Name, JsonNode? Value)>> set) =>
        new()
        {
            ["manifest"] = 1,
            ["name"] = "all",
            ["changes"] = new JsonArray([
                .. ids.Select(id => (id, set: set(id).ToList()))
                    .Where(pair => pair.set.Count > 0)
                    .Select(pair =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["name"] = $"lead-{pair.id}",
                                ["select"] = new JsonObject { ["id"] = pair.id },
                                ["set"] = new JsonObject(
                                    pair.set.Select(field => KeyValuePair.Create(field.Name, field.Value))
                                ),
                            }
                    ),
            ]),
        };

    private static IEnumerable<string> Sent(Bench bench, JsonObject fields)
    {
        var catalogue = bench.Pipeline.FactsAsync(CancellationToken.None).Result.Catalogue;
        var byItem = catalogue
            .All.Where(field => field.ItemName is not null && !field.IsMultifield)
            .ToDictionary(field => field.ItemName!, field => field.Name);
        return fields
            .SelectMany(pair =>
                pair.Key == "fm"
                    ? pair.Value!.AsObject().Select(item => (string)item.Value!["typeId"]!)
                    : [catalogue.Find(pair.Key)?.Name ?? byItem[pair.Key]]
            )
            .Distinct();
    }

    private static HashSet<string> WithAddress(HashSet<string> names) =>
        names.Any(name => name.StartsWith("ADDRESS", StringComparison.Ordinal))
            ? [.. names, .. AddressRule.Texts]
            : names;

    private static async Task<IReadOnlyList<string>> StillAsync(Bench bench) =>
        [
            .. (await bench.ControlAsync("leads"))
                .AsArray()
                .Select(lead =>
                {
                    Moving.ToList().ForEach(name => lead!.AsObject().Remove(name));
                    return string.Join(
                        '\n',
                        lead!
                            .AsObject()
                            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                            .Select(pair =>
                                $"{pair.Key}={(pair.Value is null ? "" : pair.Value.ToJsonString().Trim('"'))}"
                            )
                    );
                }),
        ];
}
