using System.Text.Json.Nodes;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>What stands on stdout under `--output json` or `ndjson` when there is no result.</summary>
internal static class ErrorDocument
{
    /// <param name="format">What `--output` says; nothing is written for people's formats.</param>
    public static void Write(string? format, int exitCode, string message)
    {
        if (format is not ("json" or "ndjson"))
        {
            return;
        }

        var document =
            format == "ndjson"
                ? new JsonObject { ["event"] = "error" }
                : new JsonObject { ["formatVersion"] = RunReport.CurrentFormatVersion };
        document["error"] = new JsonObject { ["exitCode"] = exitCode, ["message"] = message };
        try
        {
            Terminal.Out.WriteLine(Json.Line(document));
            Terminal.Out.Flush();
        }
        catch (IOException)
        {
            // The message stands on stderr as well.
        }
    }
}
