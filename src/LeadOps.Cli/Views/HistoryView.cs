using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>The runs on a portal, the latest first.</summary>
internal static class HistoryView
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Text(
        TextWriter output,
        string host,
        IReadOnlyList<PastRun> runs,
        IReadOnlyList<(string Host, int Runs)> portals
    )
    {
        if (runs.Count == 0)
        {
            var others = string.Join(
                ", ",
                portals.Select(other => $"{other.Runs} {(other.Runs == 1 ? "run" : "runs")} on {other.Host}")
            );
            output.WriteLine(
                $"No run on {host} yet.{(others.Length > 0 ? $" There are {others}; choose with `--portal NAME`." : "")}"
            );
        }

        foreach (var run in runs)
        {
            output.WriteLine(
                $"{run.Run}  {run.At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)}  {run.User}  {Name(run.Purpose.ToString())}  {(run.Manifests.Count > 0 ? string.Join(", ", run.Manifests) : "-")}  {run.GitCommit?[..Math.Min(8, run.GitCommit.Length)] ?? "-"}  {Name(run.Status.ToString())}"
            );
        }
    }

    public static void Json(TextWriter output, string host, IReadOnlyList<PastRun> runs) =>
        output.WriteLine(
            new JsonObject
            {
                ["formatVersion"] = RunReport.CurrentFormatVersion,
                ["portal"] = host,
                ["runs"] = new JsonArray([
                    .. runs.Select(run =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["run"] = run.Run,
                                ["startedAt"] = run
                                    .At.ToUniversalTime()
                                    .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                                ["user"] = run.User,
                                ["purpose"] = Name(run.Purpose.ToString()),
                                ["manifests"] = new JsonArray([.. run.Manifests.Select(name => (JsonNode)name)]),
                                ["gitCommit"] = run.GitCommit,
                                ["outcome"] = Name(run.Status.ToString()),
                            }
                    ),
                ]),
            }.ToJsonString(Options)
        );

    private static string Name(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
