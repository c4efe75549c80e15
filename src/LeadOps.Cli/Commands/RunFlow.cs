using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands;

/// <summary>
/// From an approved plan to its report: progress, Ctrl-C, files, exit code. A run that broke has a report as well.
/// </summary>
internal static class RunFlow
{
    public static async Task<int> RunAsync(
        RunInvocation invocation,
        OpenPortal portal,
        Func<RunEvents, CancellationToken, Task<RunReport>> work,
        CancellationToken cancel
    )
    {
        var stream = invocation.Format == "ndjson" ? new Ndjson(Terminal.Out, invocation.View.Redact) : null;
        RunReport report;
        RunBrokenException? problem = null;
        var progress = Shell.Progress(invocation.View, invocation.Format, portal);
        try
        {
            report = await progress.WatchAsync(() => work(Events(portal, progress, stream), cancel));
        }
        catch (RunBrokenException broken)
        {
            (report, problem) = (broken.Report, broken);
        }

        var folder = new RunFolder(invocation.Settings.StatePath("runs"), report.Run);
        folder.Make();
        var own = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Report(".md"));
        var written = Write([.. invocation.Reports, folder.Report(".json"), own], report, invocation.View.Redact);
        if (problem is not null)
        {
            ErrorText.Say(problem, invocation.View.Verbose);
        }

        if (report.Status == RunStatus.Stopped)
        {
            Terminal.Say(
                $"error: The run stopped: {report.Summary.Failed} leads failed, "
                    + $"and `limits.maxFailures` allows {invocation.Run.Limits.MaxFailures}. Correct the cause. "
                    + $"Then `leadops retry {report.Run}{report.PortalFlag}` sends the failed leads again, "
                    + $"and `leadops resume {report.Run}{report.PortalFlag}` the others. "
                    + "Or raise the limit in leadops.yml or with `--max-failures`."
            );
        }

        var isWhole =
            written.Count == invocation.Reports.Count + 2
            & IsShown(report, [.. written.Where(file => file != folder.Report(".json"))], invocation, stream);
        return ExitCodes.Of(
            report,
            problem?.Failure ?? (!isWhole ? Failure.Portal : null),
            cancel.IsCancellationRequested,
            invocation.Run.First is not null
        );
    }

    /// <summary>A run that is over already: the record as it is, and nothing is sent.</summary>
    public static int Conclude(RunInvocation invocation, RunReport report)
    {
        var stream = invocation.Format == "ndjson" ? new Ndjson(Terminal.Out, invocation.View.Redact) : null;
        var written = Write(invocation.Reports, report, invocation.View.Redact);
        var isWhole = written.Count == invocation.Reports.Count & IsShown(report, written, invocation, stream);
        return ExitCodes.Of(report, !isWhole ? Failure.Portal : null, stopped: false, isCanary: false);
    }

    private static bool IsShown(RunReport report, IReadOnlyList<string> files, RunInvocation invocation, Ndjson? stream)
    {
        var problem = stream?.Problem;
        try
        {
            Show(report, files, invocation, stream);
        }
        catch (IOException broken)
        {
            problem ??= broken;
        }

        if ((problem ?? stream?.Problem) is { } why)
        {
            Terminal.Say(
                $"error: The output cannot be written: {FileProblem.Of(why)} The run is recorded; "
                    + $"`leadops show {report.Run}{report.PortalFlag}` prints it."
                    + $"{(report.NextCommand is { } next ? $" Continue with: {next}" : "")}"
            );
            return false;
        }

        return true;
    }

    private static RunEvents Events(OpenPortal portal, ProgressView progress, Ndjson? stream) =>
        new()
        {
            Started = (run, total) =>
            {
                portal.Session.OnPause = null;
                progress.Begin(total);
                stream?.Started(run, total);
            },
            Lead = stream is null ? null : stream.Lead,
            Progress = progress.Written,
            Paused = (stream is null ? null : new Action<PortalPause>(stream.Paused)) + progress.Paused,
            Paced = progress.Paced,
        };

    /// <summary>
    /// Those that were written. Each file on its own: one that cannot be written must not cost the others.
    /// </summary>
    private static List<string> Write(IReadOnlyList<string> files, RunReport report, bool redact)
    {
        var written = new List<string>();
        foreach (var file in files)
        {
            try
            {
                ReportFiles.Write(file, report, redact);
                written.Add(file);
            }
            // A file that may not grow any further is an argument out of range to .NET.
            catch (Exception problem)
                when (problem is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
            {
                Terminal.Say(
                    $"error: The report `{file}` cannot be written: {FileProblem.Of(problem)} The run is recorded; "
                        + $"`leadops show {report.Run}{report.PortalFlag}` prints it."
                );
                Drop(file, report);
            }
        }

        return written;
    }

    /// <summary>Half a report in the run's folder would pass for a whole one.</summary>
    private static void Drop(string file, RunReport report)
    {
        if (Path.GetFileName(Path.GetDirectoryName(file)) == report.Run)
        {
            File.Delete(file);
        }
    }

    private static void Show(RunReport report, IReadOnlyList<string> files, RunInvocation invocation, Ndjson? stream)
    {
        if (stream is not null)
        {
            stream.Finished(report);
            return;
        }

        ReportView.Write(report, invocation.Format, full: false, invocation.View.Redact, files);
    }
}
