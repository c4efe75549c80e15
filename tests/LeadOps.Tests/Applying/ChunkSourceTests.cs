using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Tests.Applying;

internal sealed class ChunkSourceTests
{
    private static PlannedLead Lead(int i, LeadAction action, bool hasContacts = false, string? originator = null) =>
        new()
        {
            Action = action,
            Id = action == LeadAction.Create ? null : new LeadId(i + 1),
            Key = action == LeadAction.Create ? $"k{i}" : null,
            Originator = originator,
            Title = "",
            Fields =
            [
                new PlannedField(hasContacts ? "CONTACT_IDS" : "COMMENTS", FieldValue.Empty, new TextValue("x"), "c"),
            ],
        };

    /// <summary>Any mix, drawn from a seed.</summary>
    private static List<PlanLine> Mixed(int seed)
    {
        var random = new Random(seed);
        var actions = new[] { LeadAction.Update, LeadAction.Create, LeadAction.Delete };
        var leads = actions.SelectMany(action =>
            Enumerable
                .Range(0, random.Next(0, 150))
                .Select(_ =>
                    (action, random.NextDouble() < 0.3, action == LeadAction.Create ? $"o{random.Next(3)}" : null)
                )
        );
        return
        [
            .. leads.Select(
                (lead, i) =>
                    new PlanLine(i, Lead(i, lead.action, lead.Item2 && lead.action != LeadAction.Create, lead.Item3))
            ),
        ];
    }

    [Test]
    public void Every_line_is_taken_once_and_chunks_of_one_action_and_origin_fit_a_request(
        [Range(1, 30)] int seed,
        [Values(48, 20, 3, 1)] int budget
    )
    {
        var lines = Mixed(seed);
        using var source = new ChunkSource(lines, MostCalls);
        var chunks = new List<Chunk>();
        while (source.Take(budget) is { } chunk)
        {
            chunks.Add(chunk);
        }

        Assert.That(
            chunks.SelectMany(chunk => chunk.Lines).Select(line => line.Sequence),
            Is.EquivalentTo(lines.Select(line => line.Sequence))
        );
        Assert.That(
            chunks.Select(chunk =>
                chunk.Lines.Select(line => (line.Lead.Action, line.Lead.Originator)).Distinct().Count()
            ),
            Is.All.EqualTo(1)
        );
        Assert.That(chunks.Select(Calls), Is.All.LessThanOrEqualTo(Math.Max(6, budget + 2)));
        Assert.That(source.IsEmpty);
    }

    /// <summary>Writes, read-back, and a pre-read of the same size.</summary>
    private static int Calls(Chunk chunk) =>
        chunk.Lines.Sum(line => MostCalls(line.Lead))
        + 2
        + (chunk with { IsWritten = true }).ReadApart.Count
        + chunk.ReadApart.Count;

    private static int MostCalls(PlannedLead lead) => LeadWrites.MostCalls(lead, LeadApi.CrmLead);

    [Test]
    public void Actions_come_in_the_order_of_the_plan()
    {
        using var source = new ChunkSource(Mixed(7), MostCalls);
        var actions = new List<LeadAction>();
        while (source.Take(48) is { } chunk)
        {
            actions.Add(chunk.Lines[0].Lead.Action);
        }

        Assert.That(actions, Is.Ordered);
    }

    [Test]
    public void A_million_lines_are_pulled_only_as_they_are_needed()
    {
        var pulled = 0;
        using var source = new ChunkSource(
            Enumerable
                .Range(0, 1_000_000)
                .Select(i =>
                {
                    pulled++;
                    return new PlanLine(i, Lead(i, LeadAction.Update, hasContacts: i % 3 == 0));
                }),
            MostCalls
        );

        for (var i = 0; i < 10; i++)
        {
            source.Take(48);
        }

        Assert.That(pulled, Is.LessThan(10 * 48 * 2));
    }

    [Test]
    public void Lines_that_came_back_are_taken_again_first()
    {
        using var source = new ChunkSource(Mixed(3), MostCalls);
        var first = source.Take(48)!;

        source.Return(first.Lines.Skip(1));

        Assert.That(source.Take(48)!.Lines, Is.EqualTo(first.Lines.Skip(1)));
    }
}
