using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>One event per line: a lead each, the summary last.</summary>
internal static class Ndjson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(TextWriter output, RunReport report, bool redact)
    {
        foreach (var lead in report.Leads)
        {
            output.WriteLine(new JsonObject
            {
                ["event"] = "lead",
                ["id"] = lead.Id?.Value,
                ["key"] = lead.Key,
                ["title"] = ValueText.Title(lead.Title, redact),
                ["verdict"] = lead.Verdict.ToString().ToLowerInvariant(),
                ["error"] = lead.Error?.Message,
            }.ToJsonString(Options));
        }

        var summary = new JsonObject(Json.Counts(report.Summary).Select(pair => KeyValuePair.Create(pair.Name, (JsonNode?)pair.Count)));
        output.WriteLine(new JsonObject { ["event"] = "finished", ["run"] = report.Run, ["summary"] = summary }.ToJsonString(Options));
    }
}
