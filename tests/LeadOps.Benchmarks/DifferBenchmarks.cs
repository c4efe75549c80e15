using BenchmarkDotNet.Attributes;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Templating;

namespace LeadOps.Benchmarks;

/// <summary>What a change wants of one lead, compared with what the portal holds.</summary>
[MemoryDiagnoser]
public class DifferBenchmarks
{
    private static readonly Dictionary<string, string> Changes = new()
    {
        ["literal"] = "SOURCE_DESCRIPTION: Checked in spring",
        ["same"] = "NAME: Anna",
        ["template"] = "SOURCE_DESCRIPTION: \"Checked: {{ lead.TITLE }}\"",
    };

    private readonly ScopeBuilder scopes = new(
        FieldCatalogue.Standard,
        new RunFacts(DateTimeOffset.UnixEpoch, "Anna", "test", "host", new Dictionary<string, string>())
    );

    private LeadDiffer differ = null!;
    private AppliedChange change = null!;
    private LeadSnapshot lead = null!;

    public static IEnumerable<string> Names => Changes.Keys;

    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "literal";

    [GlobalSetup]
    public void Prepare()
    {
        differ = new LeadDiffer(scopes, (_, _, _) => { }, CancellationToken.None);
        change = Read(Changes[Name]);
        lead = LeadSnapshot.Of(new LeadId(4711));
        lead.Set("TITLE", new TextValue("Call Olga about the offer"));
        lead.Set("NAME", new TextValue("Anna"));
    }

    [Benchmark]
    public object? Diff() => differ.Diff(lead, [change]);

    private static AppliedChange Read(string set)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(
            file,
            $"manifest: 1\nname: m\nchanges:\n  - name: c\n    select: {{ all: true }}\n    set:\n      {set}\n"
        );
        var problems = new DiagnosticBag();
        var manifest = new ManifestReader(new Dictionary<string, string>()).Read([file], problems)[0];
        problems.ThrowIfErrors();
        File.Delete(file);
        return new AppliedChange(manifest, manifest.Changes[0], "c", null);
    }
}
