using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using LeadOps.Portal;

namespace LeadOps.Benchmarks;

/// <summary>An update on its way into a batch: what its call costs, and what spelling it as a command costs.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private readonly PortalCall call = Update();

    [Benchmark]
    public object Call() => Update();

    [Benchmark]
    public string Command() => BatchCommand.Write(call);

    private static PortalCall Update() =>
        new(
            "crm.lead.update",
            new JsonObject
            {
                ["id"] = 4711,
                ["fields"] = new JsonObject
                {
                    ["SOURCE_DESCRIPTION"] = "Checked in spring, Грязный & чистый",
                    ["PHONE"] = new JsonArray(new JsonObject { ["VALUE"] = "+49 30 123456", ["VALUE_TYPE"] = "WORK" }),
                },
            }
        );
}
