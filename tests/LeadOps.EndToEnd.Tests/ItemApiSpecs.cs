using System.Text.Json.Nodes;

namespace LeadOps.EndToEnd.Tests;

/// <summary>With `api: crm.item` everything works as with crm.lead.</summary>
internal sealed class ItemApiSpecs
{
    private const string Change = """
        manifest: 1
        name: orders
        changes:
          - name: all
            select: { id: [1, 2, 3, 4] }
            set:
              STATUS_ID: In process
              COMMENTS: "$result[c0] {{ lead.ID }}"
              PHONE: ["+49 30 2312"]
              ADDRESS_CITY: Bonn
              UF_CRM_TAGS: null
              UF_CRM_INTERESTS: null
              UF_CRM_VIP: Y
              CONTACT_IDS: [411, 410]
              PRODUCT_ROWS: [{ PRODUCT_NAME: Chair, PRICE: 9.50, QUANTITY: 2 }]
        """;

    private const string Fixtures = """
        manifest: 1
        name: shop
        fixtures:
          - name: web
            count: 60
            key: "web-{{ index }}"
            set:
              TITLE: "Web {{ index }}"
              EMAIL: "{{ fake.unique.email }}"
              ADDRESS_CITY: "{{ fake.city }}"
              UF_CRM_TAGS: [a, b]
              CONTACT_IDS: [410]
              PRODUCT_ROWS: [{ PRODUCT_NAME: Chair, PRICE: 5 }]
            prune: true
        """;

    private static async Task<Workspace> StartAsync(int leads)
    {
        var here = await Workspace.WithPortalAsync(leads);
        here.Write(
            "leadops.yml",
            $"limits: {{ maxPercent: 100 }}\nportals:\n  test: {{ url: \"{here.Portal!.WebhookUrl}\", "
                + "seedable: true, settleAfter: 0, api: crm.item }\n"
        );
        return here;
    }

    private static async Task<string> CallAsync(Workspace here, string query)
    {
        using var http = new HttpClient();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(here.Portal!.WebhookUrl, query)))![
            "result"
        ]!.ToJsonString();
    }

    /// <summary>Everything of the leads that a rollback brings back.</summary>
    private static async Task<string> StateAsync(Workspace here)
    {
        var leads = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray();
        foreach (var lead in leads.Select(lead => lead!.AsObject()))
        {
            foreach (
                var name in lead.Select(member => member.Key)
                    .Where(name =>
                        name.StartsWith("DATE_", StringComparison.Ordinal)
                        || name is "MOVED_TIME" or "ADDRESS_LOC_ADDR_ID" or "IS_RETURN_CUSTOMER"
                    )
                    .ToList()
            )
            {
                lead.Remove(name);
            }

            foreach (var item in new[] { "PHONE", "EMAIL" }.SelectMany(type => lead[type]?.AsArray() ?? []))
            {
                item!.AsObject().Remove("ID");
            }

            foreach (
                var name in lead.Where(member =>
                        member.Value is null || member.Value.ToJsonString() is "\"\"" or "[]" or "\"0\""
                    )
                    .Select(member => member.Key)
                    .ToList()
            )
            {
                lead.Remove(name);
            }
        }

        return leads.ToJsonString();
    }

    [Test]
    public async Task I_can_apply_plan_nothing_more_and_roll_back()
    {
        await using var here = await StartAsync(4);
        await CallAsync(
            here,
            "crm.lead.update?id=1&fields[UF_CRM_TAGS][]=x&fields[UF_CRM_INTERESTS][]=91&fields[ADDRESS_CITY]=Rome"
        );
        here.Write("manifests/orders.yml", Change);
        var before = await StateAsync(here);

        var applied = await here.RunAsync("apply", "--yes");
        var again = await here.RunAsync("plan", "--detailed-exitcode");
        var contacts = await CallAsync(here, "crm.lead.contact.items.get?id=1");
        var rolledBack = await here.RunAsync("rollback", "latest", "--yes");

        Assert.That(
            (applied.ExitCode, again.ExitCode, rolledBack.ExitCode),
            Is.EqualTo((0, 0, 0)),
            applied.Output + again.Output + rolledBack.Output + rolledBack.Errors
        );
        Assert.That(contacts, Does.Contain("411"));
        Assert.That(await StateAsync(here), Is.EqualTo(before));
    }

    [TestCase("crm.lead.update?id=2&fields[ADDRESS]=Moved", "ADDRESS")]
    [TestCase("crm.lead.update?id=2&fields[PHONE][0][VALUE]=%2B4911", "PHONE")]
    [TestCase("crm.lead.contact.items.set?id=2&items[0][CONTACT_ID]=412", "CONTACT_IDS")]
    [TestCase("crm.lead.productrows.set?id=2&rows[0][PRODUCT_NAME]=Other", "PRODUCT_ROWS")]
    [TestCase("crm.item.update?entityTypeId=1&id=2&fields[stageId]=JUNK", "STATUS_ID")]
    public async Task A_lead_that_moved_since_the_plan_is_stale_and_nothing_of_it_is_written(string edit, string field)
    {
        await using var here = await StartAsync(4);
        here.Write("manifests/orders.yml", Change);
        await here.RunAsync("plan", "--out", "a.plan");
        await CallAsync(here, edit);
        var edited = JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray()[1]!.ToJsonString();

        var applied = await here.RunAsync("apply", "a.plan", "--report", "r.json");

        var leads = JsonNode.Parse(File.ReadAllText(Path.Combine(here.Folder, "r.json")))!["leads"]!.AsArray();
        Assert.That(applied.ExitCode, Is.EqualTo(4), applied.Output + applied.Errors);
        Assert.That(
            leads.Select(lead => (string?)lead!["verdict"]),
            Is.EqualTo(new[] { "applied", "stale", "applied", "applied" })
        );
        Assert.That(applied.Output, Does.Contain(field));
        Assert.That(JsonNode.Parse(await here.ControlAsync("leads"))!.AsArray()[1]!.ToJsonString(), Is.EqualTo(edited));
    }

    [Test]
    public async Task I_can_seed_twice_export_and_unseed()
    {
        await using var here = await StartAsync(3);
        here.Write("manifests/shop.yml", Fixtures);
        var before = await StateAsync(here);

        var seeded = await here.RunAsync("seed", "--yes");
        var again = await here.RunAsync("seed", "--dry-run", "--detailed-exitcode");
        var exported = await here.RunAsync("export", "--where", "ORIGIN_ID=web-7");
        var unseeded = await here.RunAsync("unseed", "--yes");

        Assert.That(
            (seeded.ExitCode, again.ExitCode, exported.ExitCode, unseeded.ExitCode),
            Is.EqualTo((0, 0, 0, 0)),
            seeded.Output + seeded.Errors + again.Output + exported.Errors + unseeded.Output
        );
        Assert.That(
            exported.Output,
            Does.Contain("Web 7").And.Contain("Chair").And.Contain("410").And.Not.Contain("Web 8")
        );
        Assert.That(await StateAsync(here), Is.EqualTo(before));
    }
}
