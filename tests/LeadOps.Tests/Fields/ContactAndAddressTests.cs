using System.Text.Json.Nodes;
using LeadOps.Runs;
using static LeadOps.Tests.Fields.KnowledgeManifests;

namespace LeadOps.Tests.Fields;

/// <summary>
/// What the portal would do silently wrong with a value, and LeadOps therefore says or settles before.
/// </summary>
internal sealed class ContactAndAddressTests
{
    /// <summary>The main contact goes only with all the others.</summary>
    [TestCase("crm.lead")]
    [TestCase("crm.item")]
    public async Task Clearing_the_main_contact_plans_all_of_them_and_rolls_all_back(string api)
    {
        await using var bench = await Bench.StartAsync(api, leads: 1);
        await bench.CallAsync(
            "crm.lead.contact.items.set",
            new JsonObject
            {
                ["id"] = 1,
                ["items"] = new JsonArray(
                    new JsonObject { ["CONTACT_ID"] = 410, ["SORT"] = 10 },
                    new JsonObject { ["CONTACT_ID"] = 411, ["SORT"] = 20 }
                ),
            }
        );
        var bound = (await bench.CallAsync("crm.lead.contact.items.get", new JsonObject { ["id"] = 1 })).ToJsonString();

        var applied = await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(new JsonObject { ["id"] = 1 }, """{"CONTACT_ID":null}"""))
        );
        var cleared = await bench.CallAsync("crm.lead.contact.items.get", new JsonObject { ["id"] = 1 });
        using var undo = await bench.Pipeline.PlanRollbackAsync(applied, CancellationToken.None);
        await bench.ApplyAsync(undo);

        Assert.That(bound, Does.Contain("410").And.Contain("411"));
        Assert.That(cleared.AsArray(), Is.Empty);
        Assert.That(
            (await bench.CallAsync("crm.lead.contact.items.get", new JsonObject { ["id"] = 1 })).ToJsonString(),
            Is.EqualTo(bound)
        );
    }

    [Test]
    public async Task Another_main_contact_is_a_difference([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L"}""");
        await bench.ApplyAsync(await bench.PlanAsync(Manifest(id, """{"CONTACT_IDS":[410,411]}""")));

        var swapped = await bench.ApplyAsync(await bench.PlanAsync(Manifest(id, """{"CONTACT_IDS":[411,410]}""")));
        var again = await bench.PlanAsync(Manifest(id, """{"CONTACT_IDS":[411,410]}"""));

        Assert.That(swapped.Leads.Single().Verdict, Is.EqualTo(Verdict.Applied));
        Assert.That((string?)(await LeadAsync(bench, id))["CONTACT_ID"], Is.EqualTo("411"));
        Assert.That(again.Leads, Is.Empty);
    }

    [TestCase("ADDRESS_REGION", "{\"ADDRESS_CITY\":\"Bonn\"}")]
    [TestCase("ADDRESS", "{\"ADDRESS_CITY\":null}")]
    [TestCase("ADDRESS_COUNTRY_CODE", "{\"ADDRESS_2\":\"c/o\"}")]
    public async Task Any_part_of_an_address_that_moved_makes_its_lead_stale(string part, string set)
    {
        foreach (var api in new[] { "crm.lead", "crm.item" })
        {
            await using var bench = await Bench.StartAsync(api);
            var id = await AddAsync(bench, """{"TITLE":"L","ADDRESS":"Markt 1","ADDRESS_CITY":"Berlin"}""");
            var plan = await bench.PlanAsync(Manifest(id, set));
            await bench.CallAsync(
                "crm.lead.update",
                new JsonObject
                {
                    ["id"] = id,
                    ["fields"] = new JsonObject { [part] = "Moved" },
                }
            );

            var report = await bench.ApplyAsync(plan);

            Assert.That(
                (report.Leads.Single().Verdict, (string?)(await LeadAsync(bench, id))[part]),
                Is.EqualTo((Verdict.Stale, "Moved")),
                api
            );
        }
    }

    [Test]
    public async Task A_text_that_the_portal_cuts_differs_and_shows_both([Values("crm.lead", "crm.item")] string api)
    {
        await using var bench = await Bench.StartAsync(api);
        var id = await AddAsync(bench, """{"TITLE":"L"}""");

        var report = await bench.ApplyAsync(
            await bench.PlanAsync(Manifest(id, $$"""{"TITLE":"{{new string('x', 300)}}"}"""))
        );

        var lead = report.Leads.Single();
        Assert.That(lead.Verdict, Is.EqualTo(Verdict.Differs));
        Assert.That(
            (
                ((LeadOps.Fields.TextValue)lead.Fields[0].After).Text.Length,
                ((LeadOps.Fields.TextValue)lead.Fields[0].Actual!).Text.Length
            ),
            Is.EqualTo((300, 255))
        );
    }
}
