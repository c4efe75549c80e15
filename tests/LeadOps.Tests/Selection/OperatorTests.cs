using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Types;
using LeadOps.Leads;
using LeadOps.Portal;
using LeadOps.Selection;
using LeadOps.Templates;

namespace LeadOps.Tests.Selection;

/// <summary>
/// Every field with every operator: what the portal's filter leaves over must be what the local rules select.
/// </summary>
[TestFixture("crm.lead")]
[TestFixture("crm.item")]
internal sealed class OperatorTests(string api)
{
    private const int Leads = 60;

    private static readonly string[] Single =
    [
        "",
        "not",
        "gt",
        "gte",
        "lt",
        "lte",
        "contains",
        "startsWith",
        "endsWith",
        "like",
    ];

    private Bench bench = null!;
    private FieldCatalogue catalogue = null!;
    private PortalReader reader = null!;
    private List<LeadSnapshot> leads = null!;

    [SetUp]
    public async Task PrepareAsync()
    {
        bench = await Bench.StartAsync(api, Leads);
        var facts = await bench.Pipeline.FactsAsync(CancellationToken.None);
        catalogue = facts.Catalogue;
        reader = bench.Session.ReaderOf(facts.Leads);
        var values = new Fields.RandomValues(7);
        var writable = catalogue
            .All.Where(field =>
                field.IsSettable
                && !field.IsApart
                && field.Name is not ("TITLE" or "OPENED")
                && values.For(field) is not null
            )
            .ToList();
        var ids = (await bench.ControlAsync("leads"))
            .AsArray()
            .Select(lead => long.Parse((string)lead!["ID"]!, System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        await bench.ApplyAsync(
            await bench.PlanAsync(
                new JsonObject
                {
                    ["manifest"] = 1,
                    ["name"] = "fill",
                    ["changes"] = new JsonArray([
                        .. ids.Select(id =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["name"] = $"lead-{id}",
                                    ["select"] = new JsonObject { ["id"] = id },
                                    ["set"] = new JsonObject(
                                        writable
                                            .Where(_ => values.Chance(70))
                                            .Select(field => KeyValuePair.Create(field.Name, values.For(field)))
                                            .Append(KeyValuePair.Create("OPENED", (JsonNode?)"Y"))
                                    ),
                                }
                        ),
                    ]),
                }
            )
        );
        leads = [];
        await foreach (var row in reader.LeadsAsync([], Readable(), CancellationToken.None))
        {
            leads.Add(LeadSnapshot.Read(catalogue, row));
        }
    }

    [TearDown]
    public async Task EndAsync() => await bench.DisposeAsync();

    private List<string> Readable() => [.. catalogue.All.Where(field => !field.IsApart).Select(field => field.Name)];

    [Test]
    public async Task What_the_portal_filters_is_what_the_rules_select()
    {
        var wrong = new List<string>();
        foreach (var field in catalogue.All.Where(field => !field.IsApart && field.Type != "file"))
        {
            foreach (var condition in Conditions(field))
            {
                var (found, wanted) = await CompareAsync(field, condition);
                if (!found.SequenceEqual(wanted))
                {
                    wrong.Add(
                        $"{field.Name} ({field.Type}): {condition.ToJsonString()}: found {found.Count}, "
                            + $"wanted {wanted.Count}"
                    );
                }
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    private async Task<(List<long> Found, List<long> Wanted)> CompareAsync(FieldDefinition field, JsonNode condition)
    {
        var change = bench
            .Read(
                new JsonObject
                {
                    ["manifest"] = 1,
                    ["name"] = "find",
                    ["changes"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "find",
                            ["select"] = new JsonObject { ["where"] = new JsonObject { [field.Name] = condition } },
                            ["set"] = new JsonObject { ["NAME"] = "x" },
                        }
                    ),
                }
            )[0]
            .Changes[0];
        var scope = new TemplateScope(new Dictionary<string, object?>());
        var finder = new LeadFinder(reader, catalogue, ["ID", field.Name]);
        var found = new List<long>();
        await foreach (var lead in finder.FindAsync(change, [scope], [null], CancellationToken.None))
        {
            found.Add(lead.Lead.Id.Value);
        }

        var predicates = change
            .Select.AnyOf![0]
            .Select(one => PredicateReader.Read(one, field, scope, CancellationToken.None))
            .ToList();
        var wanted = leads
            .Where(lead => predicates.TrueForAll(predicate => predicate.Matches(lead[field.Name])))
            .Select(lead => lead.Id.Value)
            .ToList();
        found.Sort();
        return (found, wanted);
    }

    private static bool IsTextual(string name) => name is "contains" or "startsWith" or "endsWith" or "like";

    private IEnumerable<JsonNode> Conditions(FieldDefinition field)
    {
        yield return new JsonObject { ["empty"] = true };
        yield return new JsonObject { ["empty"] = false };
        var texts = leads
            .SelectMany(lead => Texts(lead[field.Name]))
            .Distinct(StringComparer.Ordinal)
            .Take(60)
            .ToList();
        foreach (
            var text in new[] { 0, texts.Count / 2 }
                .Distinct()
                .Where(at => at >= 0 && at < texts.Count)
                .Select(at => texts[at])
        )
        {
            foreach (var name in Single.Where(name => !IsTextual(name) || field.Kind is not (FlagType or LinkType)))
            {
                var operand = IsTextual(name) ? field.FindChoice(text)?.Title ?? text : text;
                yield return name.Length == 0
                    ? JsonValue.Create(text)!
                    : new JsonObject { [name] = name == "like" ? operand[..1] + "%" + operand[^1..] : operand };
            }

            yield return JsonValue.Create(
                field.Choices.Count > 0 || field.Type is "money" or "crm" or "datetime" or "date" or "char"
                    ? text
                    : text.ToLowerInvariant()
            )!;
        }

        if (texts.Count > 1)
        {
            yield return new JsonArray(texts[0], texts[^1]);
            yield return new JsonObject { ["notIn"] = new JsonArray(texts[0], texts[^1]) };
        }
    }

    private static IEnumerable<string> Texts(FieldValue value) =>
        value switch
        {
            TextValue text => [text.Text],
            ListValue list => list.Items,
            MultifieldValue items => items.Items.Select(item => item.Value),
            _ => [],
        };
}
