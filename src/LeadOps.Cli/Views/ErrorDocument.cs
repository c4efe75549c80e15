using System.Text.Json.Nodes;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>What stands on stdout under `--output json` or `ndjson` when there is no result.</summary>
internal static class ErrorDocument
{
    public static void Write(TextWriter output, int exitCode, string message, bool isEvent)
    {
        var document = isEvent
            ? new JsonObject { ["event"] = "error" }
            : new JsonObject { ["formatVersion"] = RunReport.CurrentFormatVersion };
        document["error"] = new JsonObject { ["exitCode"] = exitCode, ["message"] = message };
        try
        {
            output.WriteLine(Json.Line(document));
            output.Flush();
        }
        catch (IOException)
        {
            // The message stands on stderr as well.
        }
    }
}
