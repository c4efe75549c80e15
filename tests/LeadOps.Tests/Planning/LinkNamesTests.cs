using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Fields;

namespace LeadOps.Tests.Planning;

/// <summary>Contacts and companies by what people know of them.</summary>
internal sealed class LinkNamesTests
{
    private static async Task<Bench> BenchAsync(int leads = 1)
    {
        var bench = await Bench.StartAsync(leads: leads);
        foreach (
            var (method, fields) in new[]
            {
                (
                    "crm.contact.add",
                    """
                    {"NAME":"Anna","LAST_NAME":"van der Berg",
                    "EMAIL":[{"VALUE":"Anna@acme.example"}],"PHONE":[{"VALUE":"+49 30 55501"}],
                    "ORIGINATOR_ID":"shop","ORIGIN_ID":"ext-1"}
                    """
                ),
                ("crm.contact.add", """{"NAME":"Anna","LAST_NAME":"Twin","PHONE":[{"VALUE":"+49 30 55502"}]}"""),
                ("crm.contact.add", """{"NAME":"Anna","LAST_NAME":"Twin","PHONE":[{"VALUE":"+49 30 555 03"}]}"""),
                (
                    "crm.company.add",
                    """
                    {"TITLE":"Acme & Sons, Ltd","EMAIL":[{"VALUE":"info@acme.example"}],
                    "PHONE":[{"VALUE":"+4930999888"}],"ORIGIN_ID":"co-1"}
                    """
                ),
            }
        )
        {
            await bench.CallAsync(method, new JsonObject { ["fields"] = JsonNode.Parse(fields) });
        }

        return bench;
    }

    private static string Manifest(string set, string select = "id: 1") =>
        $$"""
            manifest: 1
            name: links
            changes:
              - name: bind
                select: { {{select}} }
                set: { {{set}} }
            """;

    [TestCase("CONTACT_ID: anna@ACME.example", "501")]
    [TestCase("CONTACT_ID: '+49 (30) 55501'", "501")]
    [TestCase("CONTACT_ID: '493055501'", "501")]
    [TestCase("CONTACT_ID: '0049 30 55501'", "501")]
    [TestCase("CONTACT_ID: ext-1", "501")]
    [TestCase("CONTACT_ID: anna van der berg", "501")]
    [TestCase("CONTACT_ID: 'van der Berg, Anna'", "501")]
    [TestCase("CONTACT_ID: '410'", "410")]
    [TestCase("CONTACT_ID: Jonas Reuter", "410")]
    [TestCase("CONTACT_IDS: [Ольга Белова, ext-1, 412]", "413,501,412")]
    [TestCase("CONTACT_IDS: { add: [sam.hill@example.net] }", "412")]
    [TestCase("COMPANY_ID: 'acme & sons, ltd'", "501")]
    [TestCase("COMPANY_ID: '{{ \"info\" + \"@acme.example\" }}'", "501")]
    [TestCase("COMPANY_ID: '+49 30 999 888'", "501")]
    [TestCase("COMPANY_ID: co-1", "501")]
    [TestCase("COMPANY_ID: '{{ company \"Adler Ltd\" }}'", "35")]
    [TestCase("SOURCE_DESCRIPTION: '{{ contact \"ext-1\" }} of {{ company \"co-1\" }}'", "501 of 501")]
    [TestCase("UF_CRM_PARTNERS: ['C_{{ contact \"anna@acme.example\" }}', CO_33]", "C_501,CO_33")]
    public async Task A_record_goes_by_any_of_its_names(string set, string expected)
    {
        await using var bench = await BenchAsync();
        await bench.CallAsync("crm.lead.contact.items.delete", new JsonObject { ["id"] = 1 });

        using var plan = await bench.PlanAsync(Manifest(set));

        var after = plan.Leads.Single().Fields.Single(field => field.Name == set.Split(':')[0]).After;
        Assert.That(
            after is ListValue list ? string.Join(',', list.Items) : ((TextValue)after).Text,
            Is.EqualTo(expected)
        );
    }

    [TestCase("CONTACT_ID: Anna Twin", "is the title of 2 contacts: 502 (Anna Twin), 503 (Anna Twin)")]
    [TestCase("CONTACT_ID: Anna Twins", "is not a contact of this portal")]
    [TestCase("CONTACT_ID: Bob Twin", "Near it are 502 (Anna Twin), 503 (Anna Twin)")]
    [TestCase(
        "COMPANY_ID: Nordwind",
        "is not a company of this portal: none has it as e-mail, phone, origin or title. Near it are 31 (Nordwind GmbH)"
    )]
    [TestCase("COMPANY_ID: '{{ contact \" \" }}'", "has nothing to look for")]
    [TestCase("COMPANY_ID: nobody@acme.example", "is not a company of this portal")]
    public async Task None_or_several_is_an_error_with_candidates(string set, string expected)
    {
        await using var bench = await BenchAsync();

        var problem = await Assert.CatchAsync<LeadOpsException>(() => bench.PlanAsync(Manifest(set)));

        Assert.That(problem!.Message, Does.Contain(expected).And.Match(@"\.yml:\d+:\d+"));
    }

    [TestCase("where: { COMPANY_ID: 'Hafen & Söhne KG' }")]
    [TestCase("where: { COMPANY_ID: ['Hafen & Söhne KG', '31'] }")]
    [TestCase("any: [{ COMPANY_ID: 'Hafen & Söhne KG' }, { TITLE: nothing }]")]
    [TestCase("filter: { '=COMPANY_ID': 'Hafen & Söhne KG' }")]
    public async Task A_selector_may_name_a_company(string select)
    {
        await using var bench = await BenchAsync(3);
        await bench.EditAsync(2, "COMPANY_ID", "33");

        using var plan = await bench.PlanAsync(Manifest("SOURCE_DESCRIPTION: found", select));

        Assert.That(plan.Leads.Select(lead => lead.Id!.Value.Value), Does.Contain(2));
    }

    [Test]
    public async Task Many_leads_ask_few_times_and_stay_in_order()
    {
        await using var bench = await BenchAsync(300);
        var before = await bench.RequestsAsync();

        using var plan = await bench.PlanAsync(
            Manifest(
                "CONTACT_ID: '{{ who = [\"ext-1\", \"Jonas Reuter\", \"sam.hill@example.net\"]; "
                    + "who[lead.ID % 3] }}', SOURCE_DESCRIPTION: 'lead {{ lead.ID }}'",
                "all: true"
            )
        );

        Assert.That(plan.Leads.Select(lead => lead.Id!.Value.Value), Is.Ordered);
        Assert.That(plan.Leads.Count(), Is.EqualTo(300));
        Assert.That(await bench.RequestsAsync() - before, Is.LessThan(25));
    }

    /// <summary>Each name is looked up, and then each id, but never lead by lead.</summary>
    [TestCase("crm.company.add", "TITLE", "COMPANY_ID: 'Firm {{ lead.ID }}'")]
    [TestCase("crm.contact.add", "ORIGIN_ID", "CONTACT_ID: 'Firm {{ lead.ID }}'")]
    [TestCase("crm.contact.add", "LAST_NAME", "CONTACT_IDS: ['Firm {{ lead.ID }}']")]
    public async Task Many_leads_that_name_many_records_ask_few_times(string method, string field, string set)
    {
        await using var bench = await BenchAsync(100);
        for (var i = 1; i <= 100; i++)
        {
            await bench.CallAsync(method, new JsonObject { ["fields"] = new JsonObject { [field] = $"Firm {i}" } });
        }

        var before = await bench.RequestsAsync();
        using var plan = await bench.PlanAsync(Manifest(set, "all: true"));

        Assert.That(plan.Leads.Count(), Is.EqualTo(100));
        Assert.That(await bench.RequestsAsync() - before, Is.LessThan(25));
    }

    private static string Fixture(string company) =>
        $$$"""
            manifest: 1
            name: links
            fixtures:
              - name: web
                count: 3
                key: "k-{{ index }}"
                set:
                  TITLE: "Lead {{ index }}"
                  EMAIL: "{{ fake.unique.email }}"
                  CONTACT_ID: anna@ACME.example
                  COMPANY_ID: '{{{company}}}'
            """;

    [Test]
    public async Task A_fixture_may_name_a_contact_and_a_company()
    {
        await using var bench = await BenchAsync(0);
        var fixture = Fixture("Acme & Sons, Ltd");

        using var seed = await bench.PlanSeedAsync(fixture);
        var report = await bench.ApplyAsync(seed);
        using var again = await bench.PlanSeedAsync(fixture);
        using var unseed = await bench.PlanUnseedAsync(fixture);

        Assert.That(report.Summary.Applied, Is.EqualTo(3));
        Assert.That(
            (await bench.LeadsAsync()).Select(lead => $"{lead!["COMPANY_ID"]}"),
            Is.EqualTo(new[] { "501", "501", "501" })
        );
        Assert.That(again.Leads, Is.Empty);
        Assert.That(unseed.Footer.Warnings, Has.None.Contain("edited").And.None.Contain("is not known"));
    }

    [Test]
    public async Task A_fixture_that_names_nobody_is_refused_once()
    {
        await using var bench = await BenchAsync(0);

        var problem = await Assert.CatchAsync<LeadOpsException>(() => bench.PlanSeedAsync(Fixture("Nordwind")));

        Assert.That(
            problem!.Message,
            Does.Contain("Near it are 31 (Nordwind GmbH)").And.Contain("3 leads").And.Match(@"\.yml:\d+:\d+")
        );
        Assert.That(problem.Message.Split("is not a company").Length, Is.EqualTo(2));
    }
}
