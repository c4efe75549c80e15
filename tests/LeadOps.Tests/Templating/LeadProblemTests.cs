using System.Text.Json.Nodes;
using LeadOps.Diagnostics;

namespace LeadOps.Tests.Templating;

/// <summary>What a mistake in a template looks like when it meets leads and rows.</summary>
internal sealed class LeadProblemTests
{
    private static string Manifest(string select, string set, string rest = "") =>
        $"manifest: 1\nname: m\n{rest}changes:\n  - name: c\n    {select}\n    set: {{ {set} }}\n";

    private static async Task<Bench> BenchAsync(params string[] phones)
    {
        var bench = await Bench.StartAsync();
        foreach (var phone in phones)
        {
            var fields = new JsonObject { ["TITLE"] = "x", ["NAME"] = phone };
            if (phone.Length > 0)
            {
                fields["PHONE"] = new JsonArray(new JsonObject { ["VALUE"] = phone, ["VALUE_TYPE"] = "WORK" });
            }

            await bench.CallAsync("crm.lead.add", new JsonObject { ["fields"] = fields });
        }

        return bench;
    }

    private static async Task<InvalidInputException> ProblemAsync(Bench bench, string manifest) =>
        (await Assert.CatchAsync<InvalidInputException>(() => bench.PlanAsync(manifest)))!;

    [TestCase("select: { all: true }", "NAME: \"{{ phone.normalize lead.NAME }}\"")]
    [TestCase("select: { all: true, when: \"(phone.normalize lead.NAME) != 'x'\" }", "POST: y")]
    public async Task One_mistake_is_one_error_with_the_first_lead_and_how_many(string select, string set)
    {
        await using var bench = await BenchAsync("030 111111", "030 222222", "030 333333");

        var problem = await ProblemAsync(bench, Manifest(select, set));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(problem.Diagnostics, Has.Count.EqualTo(1));
            Assert.That(problem.Message, Does.Contain("`030 111111` is not a phone number"));
            Assert.That(problem.Message, Does.Contain("(first at lead 1, in all 3 leads)"));
            Assert.That(problem.Masked, Does.Not.Contain("111111").And.Contain("`***` is not a phone number"));
            Assert.That(
                problem.Masked,
                Does.Contain("phone.normalize").And.Contain("(first at lead 1, in all 3 leads)")
            );
        }
    }

    [Test]
    public async Task Two_mistakes_are_two_errors()
    {
        await using var bench = await BenchAsync("1", "2", "abc");

        var problem = await ProblemAsync(
            bench,
            Manifest("select: { all: true }", "OPPORTUNITY: \"{{ lead.NAME == 'abc' ? lead.NAME : 1 + lead.NAME }}\"")
        );

        Assert.That(problem.Diagnostics, Has.Count.EqualTo(2));
        Assert.That(problem.Message, Does.Contain("in all 2 leads").And.Contain("(lead 3)"));
    }

    [Test]
    public async Task The_mistakes_of_one_change_are_told_together()
    {
        await using var bench = await BenchAsync("abc");

        var problem = await ProblemAsync(
            bench,
            Manifest(
                "select: { all: true }",
                "POST: \"{{ phone.normalize lead.NAME }}\", OPPORTUNITY: \"{{ lead.NAME }}\""
            )
        );

        Assert.That(problem.Diagnostics, Has.Count.EqualTo(2));
        Assert.That(problem.Masked, Does.Contain("check with `phone.is_valid`").And.Not.Contain("abc"));
    }

    [TestCase("POST: \"{{ row.amount + 1 }}\"", "is text, not a number")]
    [TestCase("OPPORTUNITY: \"{{ row.word }}\"", "abc")]
    [TestCase("PHONE: { add: [\"{{ row.blank }}\"] }", "row")]
    [TestCase("PHONE: { replace: { \"030\": \"{{ row.blank }}\" } }", "")]
    public async Task A_wrong_value_of_a_row_names_the_row(string set, string told)
    {
        await using var bench = await BenchAsync("030 111111");
        await File.WriteAllTextAsync(bench.In("rows.csv"), "id,amount,word,blank\n1,5,abc,\n");
        var manifest = Manifest(
            "forEach: leads\n    select: { id: \"{{ row.id }}\" }",
            set,
            "rows: { leads: rows.csv }\n"
        );

        var problem = await ProblemAsync(bench, manifest);

        Assert.That(problem.Message, Does.Contain("rows.csv:2").And.Contain(told));
    }

    [Test]
    public async Task A_condition_on_a_row_names_the_row()
    {
        await using var bench = await BenchAsync("030 111111");
        await File.WriteAllTextAsync(bench.In("rows.csv"), "id,amount\n1,many\n");
        var manifest = Manifest(
            "forEach: leads\n    select: { id: \"{{ row.id }}\", when: row.amount > 1000 }",
            "POST: x",
            "rows: { leads: rows.csv }\n"
        );

        var problem = await ProblemAsync(bench, manifest);

        Assert.That(problem.Message, Does.Contain("`many` is not a number").And.Contain("rows.csv:2"));
    }

    [Test]
    public async Task Phones_are_normalised_without_a_lambda_and_only_once()
    {
        await using var bench = await BenchAsync("030 111111", "+4930222222", "");
        var before = (await bench.CallAsync("crm.lead.get", new JsonObject { ["id"] = 1 }))["PHONE"]![0]!;
        var manifest = Manifest("select: { all: true }", "PHONE: \"{{ phone.normalize lead.PHONE 'DE' }}\"");

        await bench.ApplyAsync(await bench.PlanAsync(manifest));

        var after = (await bench.CallAsync("crm.lead.get", new JsonObject { ["id"] = 1 }))["PHONE"]![0]!;
        Assert.That((string)after["VALUE"]!, Is.EqualTo("+4930111111"));
        Assert.That(
            ((string)after["ID"]!, (string)after["VALUE_TYPE"]!),
            Is.EqualTo(((string)before["ID"]!, (string)before["VALUE_TYPE"]!))
        );
        Assert.That((await bench.PlanAsync(manifest)).Footer.Counts.Update, Is.Zero);
    }

    [Test]
    public async Task A_note_stands_once_after_two_runs()
    {
        await using var bench = await BenchAsync("030 111111");
        var manifest = Manifest(
            "select: { all: true }",
            "COMMENTS: \"{{ text.append lead.COMMENTS 'Checked by us' }}\""
        );

        await bench.ApplyAsync(await bench.PlanAsync(manifest));
        var again = await bench.PlanAsync(manifest);

        Assert.That(again.Footer.Counts.Update, Is.Zero);
        var lead = await bench.CallAsync("crm.lead.get", new JsonObject { ["id"] = 1 });
        Assert.That((string)lead["COMMENTS"]!, Is.EqualTo("Checked by us"));
    }
}
