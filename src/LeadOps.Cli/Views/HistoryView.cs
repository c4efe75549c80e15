using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Runs;
using Spectre.Console;

namespace LeadOps.Cli.Views;

/// <summary>The runs on a portal, the latest first.</summary>
internal static class HistoryView
{
    public static void Text(
        TextWriter output,
        string host,
        IReadOnlyList<(PastRun Run, RunBrief Brief)> runs,
        IReadOnlyList<RunsElsewhere> elsewhere,
        int width
    )
    {
        if (runs.Count == 0)
        {
            output.WriteLine($"No run on {host} yet.{RunsElsewhere.Told(elsewhere)}");
            return;
        }

        output.WriteLine($"Runs on {host}, times in UTC");
        var rows = runs.Select(pair => Cells(pair.Run, pair.Brief)).ToList();
        if (TextTable.WidthOf([Heads, .. rows]) <= width)
        {
            var table = TextTable.Make([.. Heads.Select(head => (head, false))]);
            rows.ForEach(row => table.AddRow([.. row.Select(cell => new Spectre.Console.Text(cell))]));
            TextTable.Write(output, table, width, colour: false, indent: "");
        }
        else
        {
            rows.SelectMany(Stacked).SelectMany(line => Wrapped.Lines(line, width)).ToList().ForEach(output.WriteLine);
        }
    }

    /// <summary>A run in two lines: the name of a run is typed again, so that it is never cut.</summary>
    private static IEnumerable<string> Stacked(string[] cells)
    {
        var cell = Heads.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        yield return $"{cell["run"]}  {cell["when"]}  {cell["outcome"]}: {cell["leads"]}";
        yield return "    "
            + string.Join(
                ", ",
                Heads
                    .Where(head => !Above.Contains(head) && cell[head] != "-")
                    .Select(head => head == "what" ? cell[head] : $"{head} {cell[head]}")
            );
    }

    private static readonly string[] Above = ["run", "when", "outcome", "leads"];

    public static readonly string[] Heads =
    [
        "run",
        "when",
        "took",
        "who",
        "what",
        "manifests",
        "commit",
        "outcome",
        "leads",
    ];

    public static string[] Cells(PastRun run, RunBrief brief) =>
        [
            run.Run,
            RunWords.When(run.At),
            RunWords.Took(run.At, run.FinishedAt),
            run.User,
            brief.Undid is { } undid ? $"{Spelled.AsCode(run.Purpose)} of {undid}" : Spelled.AsCode(run.Purpose),
            run.Manifests.Count > 0 ? string.Join(", ", run.Manifests) : "-",
            RunWords.Commit(run.GitCommit),
            Spelled.AsText(run.Status),
            RunWords.Leads(brief.Leads),
        ];

    public static void WriteJson(TextWriter output, string host, IReadOnlyList<(PastRun Run, RunBrief Brief)> runs) =>
        output.WriteLine(
            Json.Text(
                new JsonObject
                {
                    ["formatVersion"] = RunReport.CurrentFormatVersion,
                    ["portal"] = host,
                    ["runs"] = Documents(runs),
                }
            )
        );

    public static JsonArray Documents(IEnumerable<(PastRun Run, RunBrief Brief)> runs) =>
        new([.. runs.Select(pair => (JsonNode)Document(pair.Run, pair.Brief))]);

    private static JsonObject Document(PastRun run, RunBrief brief) =>
        new()
        {
            ["run"] = run.Run,
            ["startedAt"] = Json.Time(run.At),
            ["user"] = run.User,
            ["purpose"] = Spelled.AsCode(run.Purpose),
            ["manifests"] = new JsonArray([.. run.Manifests.Select(name => (JsonNode)name)]),
            ["gitCommit"] = RunWords.Sha(run.GitCommit),
            ["gitDirty"] = RunWords.IsDirty(run.GitCommit),
            ["finishedAt"] = run.FinishedAt is { } finished ? Json.Time(finished) : null,
            ["rollbackOf"] = brief.Undid,
            ["leads"] = new JsonObject(
                brief.Leads.Select(count => KeyValuePair.Create(Spelled.AsCode(count.Key), (JsonNode?)count.Value))
            ),
            ["outcome"] = Spelled.AsCode(run.Status),
        };
}
