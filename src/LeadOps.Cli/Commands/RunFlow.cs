using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

/// <summary>Options of everything that writes.</summary>
internal sealed class RunOptionGroup
{
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "go on without asking" };

    public Option<string?> Confirm { get; } =
        new("--confirm") { Description = "host of a protected portal, as shown", HelpName = "HOST" };

    public Option<string[]> Report { get; } =
        new("--report")
        {
            Description = "write the report, repeatable; .json .md .html .xml (JUnit) .csv",
            HelpName = "FILE",
        };

    public Option<int?> First { get; } =
        new("--first") { Description = "only the first N leads, then stop for a look", HelpName = "N" };

    public Option<bool> SkipBlocked { get; } =
        new("--skip-blocked") { Description = "leave blocked leads out instead of refusing" };

    public Option<bool> TakeOver { get; } =
        new("--take-over") { Description = "take the lock of a run that was left behind" };

    public Option<int?> MaxChanges { get; } =
        new("--max-changes") { Description = "limit of leads written", HelpName = "N" };

    public Option<double?> MaxPercent { get; } =
        new("--max-percent") { Description = "limit of the portal's leads changed, in percent", HelpName = "P" };

    public Option<int?> MaxFailures { get; } =
        new("--max-failures") { Description = "failed leads that stop the run", HelpName = "N" };

    public Option<bool> AllowSimpleMode { get; } =
        new("--allow-simple-mode")
        {
            Description = "create leads although the portal's simple CRM mode turns them into deals",
        };

    public IEnumerable<Option> All =>
        [Yes, Confirm, Report, First, SkipBlocked, TakeOver, MaxChanges, MaxPercent, MaxFailures, AllowSimpleMode];

    public void AddTo(Command command)
    {
        First.Validators.Add(result => AtLeast(result, 1));
        new Option[] { MaxChanges, MaxPercent, MaxFailures }
            .ToList()
            .ForEach(option => option.Validators.Add(result => AtLeast(result, 0)));
        All.ToList().ForEach(command.Options.Add);
    }

    private static void AtLeast(OptionResult result, int least)
    {
        if (
            result.Tokens is [{ Value: var text }]
            && double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && !(number >= least)
        )
        {
            result.AddError($"`{result.Option.Name} {text}`: give a number of at least {least}.");
        }
    }

    public RunOptions Read(ParseResult parsed, LeadOpsSettings settings) =>
        new(
            new PlanLimits(
                parsed.GetValue(MaxChanges) ?? settings.Limits.MaxChanges,
                parsed.GetValue(MaxPercent) ?? settings.Limits.MaxPercent,
                parsed.GetValue(MaxFailures) ?? settings.Limits.MaxFailures
            ),
            parsed.GetValue(SkipBlocked),
            parsed.GetValue(TakeOver),
            parsed.GetValue(First)
        )
        {
            AllowSimpleMode = parsed.GetValue(AllowSimpleMode),
        };

    public IReadOnlyList<string> Reports(ParseResult parsed)
    {
        var files = parsed.GetValue(Report) ?? [];
        files.ToList().ForEach(ReportFiles.Check);
        return files;
    }
}

/// <summary>From an approved plan to its report: progress, Ctrl-C, files, exit code. A run that broke has a report as well.</summary>
internal static class RunFlow
{
    public static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        LeadOpsSettings settings,
        IReadOnlyList<string> reports,
        bool isCanary,
        OpenPortal portal,
        string format,
        Func<RunEvents, CancellationToken, Task<RunReport>> work,
        CancellationToken cancel
    )
    {
        var redact = parsed.GetValue(global.Redact);
        var stream = format == "ndjson" ? new Ndjson(Console.Out, redact) : null;
        RunReport report;
        RunBrokenException? problem = null;
        using (
            var progress = new ProgressView(
                parsed.GetValue(global.Quiet) || (format != "text" && Console.IsErrorRedirected),
                parsed.GetValue(global.Verbose)
            )
        )
        {
            try
            {
                report = await work(Events(portal, progress, stream), cancel);
            }
            catch (RunBrokenException broken)
            {
                (report, problem) = (broken.Report, broken);
            }
        }

        var folder = RunFolder.Find(settings.StatePath("runs"), report.Run);
        var own = Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Report(".md"));
        var written = Write([.. reports, folder.Report(".json"), own], report, redact);
        if (problem is not null)
        {
            ExitCodes.Say(Console.Error, problem, parsed.GetValue(global.Verbose));
        }

        var isWhole =
            written.Count == reports.Count + 2
            & IsShown(report, [.. written.Where(file => file != folder.Report(".json"))], format, stream, redact);
        return ExitCodes.Of(
            report,
            problem?.Failure ?? (!isWhole ? Failure.Portal : null),
            cancel.IsCancellationRequested,
            isCanary
        );
    }

    /// <summary>A run that is over already: the record as it is, and nothing is sent.</summary>
    public static int Conclude(
        ParseResult parsed,
        GlobalOptions global,
        IReadOnlyList<string> reports,
        string format,
        RunReport report
    )
    {
        var redact = parsed.GetValue(global.Redact);
        var stream = format == "ndjson" ? new Ndjson(Console.Out, redact) : null;
        var written = Write(reports, report, redact);
        var isWhole = written.Count == reports.Count & IsShown(report, written, format, stream, redact);
        return ExitCodes.Of(report, !isWhole ? Failure.Portal : null, stopped: false, isCanary: false);
    }

    private static bool IsShown(
        RunReport report,
        IReadOnlyList<string> files,
        string format,
        Ndjson? stream,
        bool redact
    )
    {
        var problem = stream?.Problem;
        try
        {
            Show(report, files, format, stream, redact);
        }
        catch (IOException broken)
        {
            problem ??= broken;
        }

        if ((problem ?? stream?.Problem) is { } why)
        {
            Console.Error.WriteLine(
                $"error: The output cannot be written: {why.Message} The run is recorded; `leadops show {report.Run}` prints it.{(report.NextCommand is { } next ? $" Continue with: {next}" : "")}"
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
                stream?.Started(run, total);
            },
            Lead = stream is null ? null : stream.Lead,
            Progress = progress.Report,
            Paused = (stream is null ? null : new Action<PortalPause>(stream.Paused)) + progress.Paused,
            Paced = progress.Paced,
        };

    /// <summary>Those that were written. Each file on its own: one that cannot be written must not cost the others.</summary>
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
                Console.Error.WriteLine(
                    $"error: The report `{file}` cannot be written: {problem.Message} The run is recorded; `leadops show {report.Run}` prints it."
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

    private static void Show(RunReport report, IReadOnlyList<string> files, string format, Ndjson? stream, bool redact)
    {
        if (stream is not null)
        {
            stream.Finished(report);
            return;
        }

        ReportView.Write(report, format, full: false, redact, files);
    }
}
