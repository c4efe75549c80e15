using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>The reports that a run leaves in its own folder.</summary>
internal static class RunFiles
{
    public static void WriteOwn(LeadOpsSettings settings, RunReport report, bool redact)
    {
        try
        {
            var folder = new RunFolder(settings.StatePath("runs"), report.Run);
            folder.Make();
            ReportFiles.Write(folder.Report(".json"), report, redact);
            ReportFiles.Write(folder.Report(".md"), report, redact);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine(
                $"error: The reports of the run {report.Run} cannot be written: "
                    + $"{FileProblem.Of(problem)} The run is recorded; `leadops show {report.Run} --portal "
                    + $"{report.Plan.Portal.Name}` prints it."
            );
        }
    }
}
