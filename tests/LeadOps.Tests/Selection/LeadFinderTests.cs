using System.Text.Json.Nodes;
using LeadOps.Diagnostics;

namespace LeadOps.Tests.Selection;

/// <summary>How many calls a selector costs, and that it finds what the portal's own filter would miss.</summary>
internal sealed class LeadFinderTests
{
    private const int Leads = 600;

    private static JsonObject Manifest(JsonNode select, JsonArray? rows = null)
    {
        var change = new JsonObject
        {
            ["name"] = "mark",
            ["select"] = select,
            ["set"] = new JsonObject { ["SOURCE_DESCRIPTION"] = "seen" },
        };
        var manifest = new JsonObject
        {
            ["manifest"] = 1,
            ["name"] = "find",
            ["changes"] = new JsonArray(change),
        };
        if (rows is not null)
        {
            change["forEach"] = "people";
            manifest["rows"] = new JsonObject { ["people"] = rows };
        }

        return manifest;
    }

    private static async Task<(int Found, int Lists, int Requests)> FindAsync(Bench bench, JsonObject manifest)
    {
        await bench.Pipeline.FactsAsync(CancellationToken.None);
        var before = await bench.ControlAsync("requests");

        var plan = await bench.PlanAsync(manifest);

        var after = await bench.ControlAsync("requests");
        int Spent(string name) => ((int?)after[name] ?? 0) - ((int?)before[name] ?? 0);
        return (
            plan.Footer.Counts.Update,
            Spent("crm.lead.list") + Spent("crm.item.list"),
            (int)after["http"]! - (int)before["http"]!
        );
    }

    private static async Task<JsonArray> LeadsAsync(Bench bench) => (await bench.ControlAsync("leads")).AsArray();

    [TestCase("EMAIL")]
    [TestCase("PHONE")]
    [TestCase("TITLE")]
    [TestCase("ORIGIN_ID")]
    public async Task Hundreds_of_rows_cost_a_handful_of_requests(string field)
    {
        await using var bench = await Bench.StartAsync(leads: Leads);
        foreach (var lead in (await LeadsAsync(bench)).Take(50))
        {
            await bench.CallAsync(
                "crm.lead.update",
                new JsonObject
                {
                    ["id"] = (string)lead!["ID"]!,
                    ["fields"] = new JsonObject { ["ORIGIN_ID"] = $"o-{lead["ID"]}" },
                }
            );
        }

        var keys = (await LeadsAsync(bench))
            .Select(lead =>
                lead![field] switch
                {
                    JsonArray items => ((string?)items[0]!["VALUE"])?.ToUpperInvariant(),
                    JsonValue value => value.ToString(),
                    _ => null,
                }
            )
            .Where(key => !string.IsNullOrEmpty(key))
            .Distinct()
            .ToList();
        var rows = new JsonArray([.. keys.Select(key => (JsonNode)new JsonObject { ["key"] = key })]);

        var (found, lists, requests) = await FindAsync(
            bench,
            Manifest(new JsonObject { ["where"] = new JsonObject { [field] = "{{ row.key }}" } }, rows)
        );

        Assert.That(found, Is.GreaterThanOrEqualTo(keys.Count));
        Assert.That(requests, Is.LessThan(30));
        Assert.That(lists, Is.LessThan(200));
    }

    [Test]
    public async Task Alternatives_are_one_filter_where_the_API_has_OR()
    {
        var select = new JsonObject
        {
            ["any"] = new JsonArray(
                new JsonObject { ["STATUS_ID"] = "JUNK" },
                new JsonObject { ["SOURCE_ID"] = "CALL" }
            ),
        };
        await using var lead = await Bench.StartAsync("crm.lead", Leads);
        await using var item = await Bench.StartAsync("crm.item", Leads);

        var byLead = await FindAsync(lead, Manifest(select));
        var byItem = await FindAsync(item, Manifest(select.DeepClone()));

        Assert.That(byItem.Found, Is.EqualTo(byLead.Found).And.GreaterThan(50));
        Assert.That((int?)(await item.ControlAsync("requests"))["crm.lead.list"] ?? 0, Is.Zero);
    }

    [TestCase("PHONE", "+49 (30) 2312-5000", "+493023125000")]
    [TestCase("EMAIL", "Office@Acme.example", "office@acme.example")]
    public async Task More_leads_than_the_duplicate_search_tells_are_all_found_in_every_spelling(
        string field,
        string asked,
        string stored
    )
    {
        await using var bench = await Bench.StartAsync(leads: 10);
        for (var i = 0; i < 45; i++)
        {
            var value =
                i % 2 == 0 ? stored
                : field == "PHONE" ? "0049 30 23125000"
                : "OFFICE@acme.example";
            await bench.CallAsync(
                "crm.lead.add",
                new JsonObject
                {
                    ["fields"] = new JsonObject
                    {
                        ["TITLE"] = $"L{i}",
                        [field] = new JsonArray(new JsonObject { ["VALUE"] = value, ["VALUE_TYPE"] = "WORK" }),
                    },
                }
            );
        }

        var plan = await bench.PlanAsync(Manifest(new JsonObject { ["where"] = new JsonObject { [field] = asked } }));

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(45));
        Assert.That(plan.Footer.Warnings, Has.Some.Contains("has more leads than the duplicate search returns"));
    }

    [TestCase("+49 30 2312")]
    [TestCase("0049 30 2312")]
    [TestCase("49302312")]
    public async Task A_phone_among_rows_is_found_in_every_international_spelling(string asked)
    {
        await using var bench = await Bench.StartAsync();
        foreach (var stored in new[] { "+49 (30) 2312", "0049-30-2312", "49302312" })
        {
            await bench.CallAsync(
                "crm.lead.add",
                new JsonObject
                {
                    ["fields"] = new JsonObject
                    {
                        ["TITLE"] = stored,
                        ["PHONE"] = new JsonArray(new JsonObject { ["VALUE"] = stored }),
                    },
                }
            );
        }

        var rows = new JsonArray(new JsonObject { ["phone"] = asked }, new JsonObject { ["phone"] = "+49111" });
        var plan = await bench.PlanAsync(
            Manifest(new JsonObject { ["where"] = new JsonObject { ["PHONE"] = "{{ row.phone }}" } }, rows)
        );

        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(3));
    }

    [TestCase("DATE_CREATE", "{\"gte\": \"2026-03-01\"}")]
    [TestCase("TITLE", "{\"contains\": \"web\"}")]
    [TestCase("OPPORTUNITY", "{\"lt\": 5000}")]
    [TestCase("UF_CRM_REGION", "\"North\"")]
    [TestCase("UF_CRM_VIP", "false")]
    [TestCase("EMAIL", "{\"empty\": false}")]
    [TestCase("ADDRESS_CITY", "[\"bonn\", \"BERLIN\"]")]
    public async Task Both_APIs_find_the_same_leads(string field, string condition)
    {
        var select = new JsonObject { ["where"] = new JsonObject { [field] = JsonNode.Parse(condition) } };
        await using var lead = await Bench.StartAsync("crm.lead", Leads);
        await using var item = await Bench.StartAsync("crm.item", Leads);

        var byLead = await FindAsync(lead, Manifest(select));
        var byItem = await FindAsync(item, Manifest(select.DeepClone()));

        Assert.That(byItem.Found, Is.EqualTo(byLead.Found).And.GreaterThan(0));
    }

    [TestCase("DATE_CREATE", "\"2026-05-01\"", "To the portal `2026-05-01` is one second, midnight")]
    [TestCase("=DATE_CREATE", "\"2026-05-01\"", "midnight, so `=DATE_CREATE` would not mean the day")]
    [TestCase("!DATE_CREATE", "\"2026-05-01\"", "midnight, so `!DATE_CREATE` would not mean the day")]
    [TestCase("@DATE_CREATE", "[\"2026-05-01\"]", "midnight, so `@DATE_CREATE` would not mean the day")]
    [TestCase("UF_CRM_VIP", "\"maybe\"", "`maybe` is neither yes nor no")]
    public async Task A_filter_of_the_portal_that_would_find_nobody_is_refused(string key, string value, string message)
    {
        await using var bench = await Bench.StartAsync();
        var manifest = Manifest(new JsonObject { ["filter"] = new JsonObject { [key] = JsonNode.Parse(value) } });

        var problem = await Assert.CatchAsync<LeadOpsException>(() => bench.PlanAsync(manifest));

        Assert.That(problem!.Message, Does.Contain(message));
    }

    [Test]
    public async Task A_flag_that_was_never_set_is_off_beside_other_values_too()
    {
        await using var bench = await Bench.StartAsync(leads: 5);
        var select = new JsonObject { ["where"] = new JsonObject { ["UF_CRM_VIP"] = new JsonArray(true, false) } };

        var (found, _, _) = await FindAsync(bench, Manifest(select));

        Assert.That(found, Is.EqualTo(5));
    }

    [Test]
    public async Task A_list_is_asked_only_for_fields_that_the_portal_lists()
    {
        await using var bench = await Bench.StartAsync();
        var facts = await bench.Pipeline.FactsAsync(CancellationToken.None);

        var listed = facts.Catalogue.Listed([
            "ID",
            "TITLE",
            "PRODUCT_ROWS",
            "CONTACT_IDS",
            "UF_CRM_OF_AN_OLDER_PORTAL",
        ]);

        Assert.That(listed, Is.EqualTo(new[] { "ID", "TITLE" }));
    }
}
