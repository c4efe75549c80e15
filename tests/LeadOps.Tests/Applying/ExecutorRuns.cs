using LeadOps.Runs;
using LeadOps.Tests.Shared;

namespace LeadOps.Tests.Applying;

/// <summary>What these tests share.</summary>
internal static class ExecutorRuns
{
    public const string Manifest = MarkingManifest.Text;

    public const string Binding = """
        manifest: 1
        name: bind
        changes:
          - name: bind
            select: { all: true, orderBy: { ID: asc }, limit: 5 }
            set: { SOURCE_DESCRIPTION: bound, CONTACT_IDS: [ 410, 411 ] }
        """;

    public static string Verdicts(RunReport report)
    {
        var summary = report.Summary;
        var counts = new[]
        {
            (summary.Applied, "applied"),
            (summary.Unchanged, "unchanged"),
            (summary.Stale, "stale"),
            (summary.Differs, "differs"),
            (summary.Failed, "failed"),
            (summary.Unknown, "unknown"),
            (summary.Skipped, "skipped"),
        };
        return string.Join(", ", counts.Where(pair => pair.Item1 > 0).Select(pair => $"{pair.Item1} {pair.Item2}"));
    }

    public static async Task<string?> SourceOfAsync(Bench bench, long id) =>
        (string?)(await bench.LeadsAsync()).Single(lead => lead!["ID"]!.ToString() == $"{id}")!["SOURCE_DESCRIPTION"];
}
