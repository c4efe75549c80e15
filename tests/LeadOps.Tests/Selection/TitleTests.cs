using System.Text.Json.Nodes;
using LeadOps.Diagnostics;

namespace LeadOps.Tests.Selection;

/// <summary>Parts of titles: stages, sources, list items and users are found by what people read.</summary>
internal sealed class TitleTests
{
    private Bench bench = null!;

    [SetUp]
    public async Task StartAsync() => bench = await Bench.StartAsync(leads: 40);

    [TearDown]
    public async Task EndAsync() => await bench.DisposeAsync();

    [TestCase("STATUS_ID", "startsWith", "Unproc", "STATUS_ID", "NEW")]
    [TestCase("STATUS_ID", "contains", "processed", "STATUS_ID", "NEW PROCESSED")]
    [TestCase("SOURCE_ID", "like", "%form", "SOURCE_ID", "WEBFORM")]
    public async Task A_part_of_a_title_finds_the_leads_with_its_code(
        string field,
        string op,
        string text,
        string read,
        string codes
    )
    {
        var plan = await bench.PlanAsync(Manifest(field, op, text));

        var wanted = (await bench.LeadsAsync()).Count(lead => codes.Split(' ').Contains((string?)lead![read]));
        Assert.That(plan.Footer.Counts.Update, Is.EqualTo(wanted));
    }

    [TestCase("Anna%")]
    [TestCase("%@%")]
    public async Task A_part_of_a_name_finds_the_leads_of_users(string text)
    {
        var plan = await bench.PlanAsync(Manifest("ASSIGNED_BY_ID", "like", text));

        Assert.That(plan.Footer.Counts.Update, Is.Positive);
    }

    [TestCase("STATUS_ID", "NEW")]
    [TestCase("ASSIGNED_BY_ID", "9")]
    public void What_is_in_no_title_is_refused_with_the_titles(string field, string text) =>
        Assert.That(
            async () => await bench.PlanAsync(Manifest(field, "contains", text)),
            Throws
                .InstanceOf<InvalidInputException>()
                .With.Message.Contains($"`{text}` is not part of any title of `{field}`. There are: ")
        );

    [TestCase("UF_CRM_VIP", "contains", "Y", "is yes or no")]
    [TestCase("OPENED", "like", "Y", "is yes or no")]
    [TestCase("COMPANY_ID", "startsWith", "4", "holds the id of a record")]
    public void Parts_of_what_is_no_text_are_refused(string field, string op, string text, string message) =>
        Assert.That(
            async () => await bench.PlanAsync(Manifest(field, op, text)),
            Throws.InstanceOf<InvalidInputException>().With.Message.Contains(message)
        );

    private static JsonObject Manifest(string field, string op, string text) =>
        new()
        {
            ["manifest"] = 1,
            ["name"] = "titles",
            ["changes"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = "c",
                    ["select"] = new JsonObject
                    {
                        ["where"] = new JsonObject { [field] = new JsonObject { [op] = text } },
                    },
                    ["set"] = new JsonObject { ["SOURCE_DESCRIPTION"] = "seen" },
                }
            ),
        };
}
