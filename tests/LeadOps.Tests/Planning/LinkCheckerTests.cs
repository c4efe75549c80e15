using System.Text.Json.Nodes;
using LeadOps.Diagnostics;

namespace LeadOps.Tests.Planning;

/// <summary>Planned contacts and companies must exist, whichever field names them.</summary>
internal sealed class LinkCheckerTests
{
    private static JsonObject Manifest(JsonObject set) =>
        new()
        {
            ["manifest"] = 1,
            ["name"] = "links",
            ["changes"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "bind",
                    ["select"] = new JsonObject { ["id"] = 1 },
                    ["set"] = set,
                }
            ),
        };

    [TestCase("COMPANY_ID", "99", "There is no company `99`")]
    [TestCase("CONTACT_IDS", "[410, 999]", "There is no contact `999`")]
    [TestCase("UF_CRM_PARTNER", "\"C_998\"", "There is no contact `998`")]
    [TestCase("UF_CRM_PARTNERS", "{\"add\": [\"CO_97\", \"CO_33\", \"D_1\"]}", "There is no company `97`")]
    public async Task A_record_that_does_not_exist_is_an_error_with_its_field(
        string field,
        string value,
        string expected
    )
    {
        await using var bench = await Bench.StartAsync(leads: 1);

        var problem = (
            await Assert.CatchAsync<LeadOpsException>(() =>
                bench.PlanAsync(Manifest(new JsonObject { [field] = JsonNode.Parse(value) }))
            )
        )!;

        Assert.That(problem.Failure, Is.EqualTo(Failure.Invalid));
        Assert.That(problem.Message, Does.Contain(expected).And.Contain(field));
    }

    [Test]
    public async Task A_record_that_may_not_be_read_is_a_note()
    {
        await using var bench = await Bench.StartAsync(leads: 1);
        await bench.ControlAsync(
            "rights",
            new JsonObject
            {
                ["user"] = 1,
                ["rights"] = new JsonObject { ["hidden"] = new JsonArray("C_410") },
            }
        );

        var plan = await bench.PlanAsync(
            Manifest(new JsonObject { ["UF_CRM_PARTNERS"] = new JsonArray("C_410", "CO_33") })
        );

        Assert.That(
            plan.Footer.Warnings,
            Has.Some.EqualTo("the portal does not let this user read the planned contact 410; written as given")
        );
        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(1));
    }
}
