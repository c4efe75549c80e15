using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Tests.Plans;

/// <summary>
/// A plan file comes from anywhere. Whatever stands in it, it is read in bounds or refused with a message.
/// </summary>
internal sealed partial class HostilePlanTests
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

    private const int Rounds = 2_000;

    /// <summary>The digest finds every change; without it the lines themselves must be read in bounds.</summary>
    [TestCase(false)]
    [TestCase(true)]
    public async Task A_plan_with_wrong_bytes_is_refused(bool isSealedAgain)
    {
        await using var bench = await Bench.StartAsync(3);
        using (var plan = await bench.PlanAsync(Manifest))
        {
            PlanFile.Write(bench.In("a.plan"), plan).Dispose();
        }

        var whole = await File.ReadAllBytesAsync(bench.In("a.plan"));
        var random = new Random(20260501);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Damaged(whole, random);
            await File.WriteAllBytesAsync(bench.In("b.plan"), isSealedAgain ? Sealed(bytes) : bytes);

            try
            {
                using var read = PlanFile.Read(bench.In("b.plan"));
                _ = read.Leads.Count();
                Assert.That(isSealedAgain || bytes.SequenceEqual(whole), Encoding.UTF8.GetString(bytes));
            }
            catch (LeadOpsException problem)
            {
                Assert.That(problem.Failure, Is.AnyOf(Failure.Refused, Failure.Invalid));
                Assert.That(problem.Message, Does.Not.Contain("System."));
            }
        }
    }

    private static byte[] Damaged(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(3))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 30), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 30), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>As somebody would who edits a plan by hand and knows how the digest is made.</summary>
    private static byte[] Sealed(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        var footer = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, footer)));
        return Encoding.Latin1.GetBytes(text[..footer] + Digest().Replace(text[footer..], $"\"sha256\":\"{digest}\""));
    }

    [GeneratedRegex("\"sha256\":\"[0-9a-f]*\"")]
    private static partial Regex Digest();
}
