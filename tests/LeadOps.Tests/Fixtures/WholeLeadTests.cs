using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Tests.Fixtures;

/// <summary>
/// Whoever wrote anything on a lead keeps it, whatever the fixture knows of that field and whichever way the lead
/// goes.
/// </summary>
internal sealed class WholeLeadTests
{
    private static readonly string[] Apis = ["crm.lead", "crm.item"];
    private static readonly string[] Ways = ["unseed", "prune", "rollback"];

    /// <summary>What a colleague may do to a lead, as calls of the portal.</summary>
    private static readonly Dictionary<string, (string Method, string Parameters)> Edits = new()
    {
        ["a comment"] = ("crm.lead.update", """{ "fields": { "COMMENTS": "call back" } }"""),
        ["a phone"] = (
            "crm.lead.update",
            """{ "fields": { "PHONE": [ { "VALUE": "+4930777", "VALUE_TYPE": "WORK" } ] } }"""
        ),
        ["an e-mail"] = (
            "crm.lead.update",
            """{ "fields": { "EMAIL": [ { "VALUE": "a@example.com", "VALUE_TYPE": "HOME" } ] } }"""
        ),
        ["a stage"] = ("crm.lead.update", """{ "fields": { "STATUS_ID": "IN_PROCESS" } }"""),
        ["a source"] = ("crm.lead.update", """{ "fields": { "SOURCE_ID": "WEB" } }"""),
        ["a city"] = ("crm.lead.update", """{ "fields": { "ADDRESS_CITY": "Ulm" } }"""),
        ["a place on the map"] = ("crm.lead.update", """{ "fields": { "ADDRESS_LOC_ADDR_ID": "571" } }"""),
        ["a custom text"] = ("crm.lead.update", """{ "fields": { "UF_CRM_TAGS": ["hot"] } }"""),
        ["a custom flag"] = ("crm.lead.update", """{ "fields": { "UF_CRM_VIP": "1" } }"""),
        ["a contact"] = ("crm.lead.contact.add", """{ "fields": { "CONTACT_ID": 411 } }"""),
        ["another contact"] = ("crm.lead.contact.add", """{ "fields": { "CONTACT_ID": 412, "SORT": 20 } }"""),
        ["a product row"] = (
            "crm.lead.productrows.set",
            """{ "rows": [ { "PRODUCT_NAME": "Chair", "PRICE": 10, "QUANTITY": 1 } ] }"""
        ),
    };

    private static IEnumerable<object[]> EveryWay =>
        from api in Apis
        from way in Ways
        from edit in Edits.Keys
        select new object[] { api, way, edit };

    private static IEnumerable<object[]> EveryEdit =>
        from api in Apis
        from edit in Edits.Keys
        select new object[] { api, edit };

    private static string Fixture(int count, string more = "") =>
        $$$"""
            manifest: 1
            name: whole
            fixtures:
              - name: f
                count: {{{count}}}
                key: "f-{{ index }}"
                set: { TITLE: "Lead {{ index }}", CONTACT_ID: 410{{{more}}} }
                prune: true
            """;

    private const string Rich =
        ", CONTACT_IDS: [410, 411], PRODUCT_ROWS: [ { PRODUCT_NAME: Chair, PRICE: 10, QUANTITY: 2 } ], "
        + "PHONE: [ \"+4930{{ index }}\" ], ADDRESS_CITY: Ulm, UF_CRM_TAGS: [a, b], COMMENTS: first";

    private static string RichFixture(int count) =>
        Fixture(count, Rich).Replace("CONTACT_ID: 410, ", "", StringComparison.Ordinal);

    private static async Task EditAsync(Bench bench, long id, string edit)
    {
        var (method, text) = Edits[edit];
        var parameters = JsonNode.Parse(text)!.AsObject();
        parameters["id"] = id;
        await bench.CallAsync(method, parameters);
    }

    private static async Task<RunReport> SeedAsync(Bench bench, string manifest)
    {
        using var seed = await bench.PlanSeedAsync(manifest);
        var seeded = await bench.ApplyAsync(seed);
        Assert.That(seeded.Status, Is.EqualTo(RunStatus.Succeeded));
        return seeded;
    }

    [TestCaseSource(nameof(EveryWay))]
    public async Task A_lead_that_anybody_edited_since_the_plan_is_not_deleted(string api, string way, string edit)
    {
        await using var bench = await Bench.StartAsync(api);
        var seeded = await SeedAsync(bench, Fixture(3));
        using var plan = way switch
        {
            "unseed" => await bench.PlanUnseedAsync(Fixture(3)),
            "prune" => await bench.PlanSeedAsync(Fixture(1)),
            _ => await bench.PlanRollbackAsync(seeded),
        };
        await EditAsync(bench, 2, edit);

        var applied = await bench.ApplyAsync(plan);

        Assert.That((applied.Summary.Stale, applied.Summary.Applied), Is.EqualTo((1, plan.Footer.Counts.Delete - 1)));
        Assert.That(applied.Leads.Single(lead => lead.Verdict == Verdict.Stale).Id, Is.EqualTo(new LeadId(2)));
    }

    [TestCaseSource(nameof(EveryEdit))]
    public async Task Rolling_back_a_seed_spares_the_leads_that_anybody_edited_in_any_field(string api, string edit)
    {
        await using var bench = await Bench.StartAsync(api);
        var seeded = await SeedAsync(bench, Fixture(3));
        await EditAsync(bench, 2, edit);

        using var plan = await bench.PlanRollbackAsync(seeded);
        var undone = await bench.ApplyAsync(plan);

        Assert.That((plan.Footer.Counts.Delete, undone.LeftAlone, undone.Status), Is.EqualTo((2, 1, RunStatus.Partly)));
        Assert.That(plan.Footer.Warnings, Has.Some.StartsWith("lead 2 was made by the run"));
        Assert.That(await bench.LeadsAsync(), Has.Count.EqualTo(1));
    }

    /// <summary>A person may clear what the fixture set, or what the portal gave.</summary>
    [Test]
    public async Task A_cleared_field_is_an_edit_too([ValueSource(nameof(Apis))] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var seeded = await SeedAsync(bench, Fixture(1, ", SOURCE_ID: WEB, UF_CRM_VIP: true"));
        await bench.EditAsync(1, "UF_CRM_VIP", "0");

        using var plan = await bench.PlanRollbackAsync(seeded);

        Assert.That((plan.Footer.Counts.Delete, plan.Footer.LeftAlone), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task Rolling_back_the_rollback_of_a_seed_brings_the_leads_back([ValueSource(nameof(Apis))] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var seeded = await SeedAsync(bench, RichFixture(3));
        var before = await StateAsync(bench);

        using var undo = await bench.PlanRollbackAsync(seeded);
        var undone = await bench.ApplyAsync(undo);
        var between = await bench.LeadsAsync();
        using var redo = await bench.PlanRollbackAsync(undone);
        var redone = await bench.ApplyAsync(redo);

        Assert.That((undone.Status, redone.Status), Is.EqualTo((RunStatus.Succeeded, RunStatus.Succeeded)));
        Assert.That(between, Is.Empty);
        Assert.That(await StateAsync(bench), Is.EqualTo(before));
        using var again = await bench.PlanSeedAsync(RichFixture(3));
        using var unseed = await bench.PlanUnseedAsync(RichFixture(3));
        Assert.That((again.Footer.Counts.Unchanged, unseed.Footer.Counts.Delete), Is.EqualTo((3, 3)));
    }

    [Test]
    public async Task Pruned_leads_come_back_with_their_rows_and_contacts([ValueSource(nameof(Apis))] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        await SeedAsync(bench, Fixture(3));
        await EditAsync(bench, 2, "a product row");
        await EditAsync(bench, 2, "another contact");
        await EditAsync(bench, 3, "a comment");
        var before = await StateAsync(bench);

        using var prune = await bench.PlanSeedAsync(Fixture(1));
        var pruned = await bench.ApplyAsync(prune);
        using var undo = await bench.PlanRollbackAsync(pruned);
        var undone = await bench.ApplyAsync(undo);

        Assert.That((pruned.Summary.Applied, undone.Summary.Applied), Is.EqualTo((2, 2)));
        Assert.That(await StateAsync(bench), Is.EqualTo(before));
    }

    /// <summary>crm.item.add gives the first source to every lead that has none.</summary>
    [Test]
    public async Task A_lead_that_is_made_again_gets_no_value_it_did_not_have([ValueSource(nameof(Apis))] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        await SeedAsync(bench, Fixture(2));
        await bench.EditAsync(1, "SOURCE_ID", "");
        var before = await StateAsync(bench);

        using var unseed = await bench.PlanUnseedAsync(Fixture(2));
        var gone = await bench.ApplyAsync(unseed);
        using var undo = await bench.PlanRollbackAsync(gone);
        var undone = await bench.ApplyAsync(undo);

        Assert.That((gone.Summary.Applied, undone.Summary.Applied), Is.EqualTo((2, 2)));
        Assert.That(await StateAsync(bench), Is.EqualTo(before));
    }

    [Test]
    public async Task A_delete_holds_every_writable_field_the_empty_ones_too([ValueSource(nameof(Ways))] string way)
    {
        await using var bench = await Bench.StartAsync();
        var seeded = await SeedAsync(bench, Fixture(3));

        using var plan = way switch
        {
            "unseed" => await bench.PlanUnseedAsync(Fixture(3)),
            "prune" => await bench.PlanSeedAsync(Fixture(1)),
            _ => await bench.PlanRollbackAsync(seeded),
        };

        var names = plan.Leads.First(lead => lead.Action == LeadAction.Delete).Fields.Select(field => field.Name);
        var fields = (await bench.CallAsync("crm.lead.fields", [])).AsObject();
        var writable = fields.Where(field => !field.Value!["isReadOnly"]!.GetValue<bool>()).Select(field => field.Key);
        Assert.That(names, Is.SupersetOf(writable.Append("PRODUCT_ROWS")));
    }

    /// <summary>What a fixture sets and the lead already holds decided that nothing is to be done there.</summary>
    [Test]
    public async Task A_seeded_lead_whose_other_fixture_field_moved_since_the_plan_is_stale()
    {
        await using var bench = await Bench.StartAsync();
        await SeedAsync(bench, Fixture(2, ", COMMENTS: first, SOURCE_ID: WEB"));
        using var plan = await bench.PlanSeedAsync(Fixture(2, ", COMMENTS: second, SOURCE_ID: WEB"));
        await bench.EditAsync(1, "SOURCE_ID", "CALL");

        var applied = await bench.ApplyAsync(plan);

        Assert.That((applied.Summary.Stale, applied.Summary.Applied), Is.EqualTo((1, 1)));
    }

    private static readonly HashSet<string> Anew =
    [
        "ID",
        "DATE_CREATE",
        "DATE_MODIFY",
        "MODIFY_BY_ID",
        "MOVED_TIME",
        "DATE_CLOSED",
        "LAST_ACTIVITY_TIME",
    ];

    /// <summary>All that leads hold but for ids and dates, by key.</summary>
    private static async Task<string> StateAsync(Bench bench)
    {
        var lines = new List<string>();
        foreach (var lead in await bench.LeadsAsync())
        {
            var id = new JsonObject { ["id"] = lead!["ID"]!.ToString() };
            var row = (await bench.CallAsync("crm.lead.get", (JsonObject)id.DeepClone())).AsObject();
            var contacts = await bench.CallAsync("crm.lead.contact.items.get", (JsonObject)id.DeepClone());
            var rows = (await bench.CallAsync("crm.lead.productrows.get", id)).AsArray();
            var sold = rows.Select(one => $"{one!["PRODUCT_NAME"]} {one["PRICE"]} {one["QUANTITY"]}");
            var values = row.Where(pair => !Anew.Contains(pair.Key))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => $"{pair.Key}={Value(pair.Value)}")
                .Append($"contacts={contacts.ToJsonString()}")
                .Append($"rows={string.Join(',', sold)}");
            lines.Add($"{lead["ORIGIN_ID"]}: {string.Join("; ", values)}");
        }

        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Value(JsonNode? value) =>
        value is JsonArray items
            ? string.Join(
                ',',
                items.Select(item => item is JsonObject one ? $"{one["VALUE_TYPE"]}:{one["VALUE"]}" : $"{item}")
            )
            : $"{value}";
}
