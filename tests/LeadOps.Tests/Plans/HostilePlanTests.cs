using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Tests.Plans;

/// <summary>A plan file comes from anywhere. Whatever stands in it, it is read in bounds or refused with a message.</summary>
internal sealed class HostilePlanTests
{
    private const string Manifest = """
        manifest: 1
        name: all
        changes:
          - name: seen
            select: { all: true }
            set: { SOURCE_DESCRIPTION: "seen {{ lead.ID }}" }
        """;

    private static readonly TestCaseData<Func<string[], string[]>>[] Damages =
    [
        new(lines => [lines[0], .. lines[2..]]) { TestName = "a line is missing" },
        new(lines => lines[..^1]) { TestName = "the footer is missing" },
        new(lines => [lines[0], lines[1], .. lines[1..]]) { TestName = "a line comes twice" },
        new(lines => [lines[0], new string('[', 100_000), .. lines[1..]]) { TestName = "a line is nested very deeply" },
        new(lines => [lines[0], string.Concat(Enumerable.Repeat("{\"a\":", 5000)), .. lines[1..]])
        {
            TestName = "objects are nested very deeply",
        },
        new(lines =>
            [lines[0], "{\"action\":\"update\",\"title\":\"" + new string('x', 30_000_000) + "\"}", .. lines[1..]]
        )
        {
            TestName = "a line is huge",
        },
        new(lines =>
            [
                lines[0],
                lines[1].Replace("\"action\":", "\"action\":\"delete\",\"action\":", StringComparison.Ordinal),
                .. lines[2..],
            ]
        )
        {
            TestName = "a property comes twice",
        },
        new(lines =>
            [lines[0], lines[1].Replace("\"id\":1", "\"id\":\"one\"", StringComparison.Ordinal), .. lines[2..]]
        )
        {
            TestName = "an id is a text",
        },
        new(lines => [lines[0], lines[1].Replace("\"id\":1", "\"id\":1e400", StringComparison.Ordinal), .. lines[2..]])
        {
            TestName = "an id is endless",
        },
        new(lines => [lines[0], "[]", .. lines[1..]]) { TestName = "a line is a list" },
        new(lines => [lines[0], "null", .. lines[1..]]) { TestName = "a line is null" },
        new(lines => [lines[0], "{}", .. lines[1..]]) { TestName = "a line is empty" },
        new(lines => [lines[0], "\0\0\0", .. lines[1..]]) { TestName = "a line is no text" },
        new(lines => ["{\"leadopsPlan\":1}", .. lines[1..]]) { TestName = "the header is empty" },
        new(lines =>
            [lines[0].Replace("\"leadopsPlan\":1", "\"leadopsPlan\":99", StringComparison.Ordinal), .. lines[1..]]
        )
        {
            TestName = "the header is of a newer version",
        },
        new(_ => ["{\"leadopsPlan\":"]) { TestName = "the header breaks off" },
        new(_ => []) { TestName = "the file is empty" },
    ];

    [TestCaseSource(nameof(Damages))]
    public async Task A_plan_that_is_not_whole_is_refused(Func<string[], string[]> damage)
    {
        await using var bench = await Bench.StartAsync(3);
        using (var plan = await bench.PlanAsync(Manifest))
        {
            PlanFile.Write(bench.In("a.plan"), plan).Dispose();
        }

        var lines = File.ReadAllLines(bench.In("a.plan"));
        File.WriteAllText(
            bench.In("b.plan"),
            string.Concat(damage(lines).Select(line => line + "\n")),
            new UTF8Encoding(false)
        );

        var problem = Assert.Throws<LeadOpsException>(() => PlanFile.Read(bench.In("b.plan")));

        Assert.That(problem!.Failure, Is.AnyOf(Failure.Refused, Failure.Invalid));
        Assert.That(problem.Message, Does.Contain("b.plan").And.Length.LessThan(1000));
    }
}
