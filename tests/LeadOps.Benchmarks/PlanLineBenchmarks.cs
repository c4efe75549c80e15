using BenchmarkDotNet.Attributes;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Benchmarks;

/// <summary>
/// Every planned lead is written as a line once and read several times: to show, to carry out, to report.
/// </summary>
[MemoryDiagnoser]
public class PlanLineBenchmarks
{
    private readonly PlannedLead lead = new()
    {
        Action = LeadAction.Update,
        Id = new LeadId(4711),
        Title = "Call Olga about the offer",
        Fields =
        [
            new PlannedField(
                "SOURCE_DESCRIPTION",
                FieldValue.Empty,
                new TextValue("Checked in spring"),
                "all",
                null,
                null
            ),
            new PlannedField("STATUS_ID", new TextValue("NEW"), new TextValue("JUNK"), "all", "New", "Junk"),
        ],
    };
    private byte[] line = [];

    [GlobalSetup]
    public void Prepare() => line = Write();

    [Benchmark]
    public byte[] Write() => PlannedLeadJson.Line(lead);

    [Benchmark]
    public object Read() => PlanLeads.Read(line);
}
