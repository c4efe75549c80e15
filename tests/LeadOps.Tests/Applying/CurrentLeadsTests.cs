using System.Text.Json.Nodes;
using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Tests.Applying;

internal sealed class CurrentLeadsTests
{
    private const int Keys = 48;

    /// <summary>A list has fifty places: with a double of each key half of the leads would not be seen.</summary>
    [TestCase("crm.lead")]
    [TestCase("crm.item")]
    public async Task A_double_of_every_key_of_a_full_request_is_seen(string api)
    {
        await using var bench = await Bench.StartAsync(api);
        for (var i = 0; i < 2 * Keys; i++)
        {
            await bench.CallAsync(
                "crm.lead.add",
                new JsonObject
                {
                    ["fields"] = new JsonObject
                    {
                        ["TITLE"] = "x",
                        ["ORIGINATOR_ID"] = "leadops/m/f",
                        ["ORIGIN_ID"] = $"k-{i % Keys}",
                    },
                }
            );
        }

        var facts = await bench.Pipeline.FactsAsync(CancellationToken.None);
        var chunk = new Chunk([
            .. Enumerable
                .Range(0, Keys)
                .Select(i => new PlanLine(
                    i,
                    new PlannedLead
                    {
                        Action = LeadAction.Create,
                        Key = $"k-{i}",
                        Originator = "leadops/m/f",
                        Title = "x",
                        Fields = [new PlannedField("TITLE", FieldValue.Empty, new TextValue("x"), "f")],
                    }
                )),
        ]);
        var seen = await new CurrentLeads(
            bench.Session.ReaderOf(facts.Leads),
            facts.Catalogue,
            TimeProvider.System
        ).ReadAsync(chunk, CancellationToken.None);

        Assert.That(
            chunk.Lines.Select(line => (seen.Of(line)?.Id.Value, seen.Of(line)?.Doubles.Single().Value)),
            Is.EqualTo(Enumerable.Range(1, Keys).Select(i => ((long?)i, (long?)(i + Keys))))
        );
    }
}
