using System.CommandLine;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Planning;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

/// <summary>Options of everything that writes.</summary>
internal sealed class RunOptionGroup
{
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "go on without asking" };

    public Option<string?> Confirm { get; } = new("--confirm") { Description = "host of a protected portal, as shown", HelpName = "HOST" };

    public Option<string[]> Report { get; } = new("--report") { Description = "write the report, repeatable; .json .md .html .xml (JUnit) .csv", HelpName = "FILE" };

    public Option<int?> First { get; } = new("--first") { Description = "only the first N leads, then stop for a look", HelpName = "N" };

    public Option<bool> SkipBlocked { get; } = new("--skip-blocked") { Description = "leave blocked leads out instead of refusing" };

    public Option<bool> TakeOver { get; } = new("--take-over") { Description = "take the lock of a run that was left behind" };

    public Option<int?> MaxChanges { get; } = new("--max-changes") { Description = "limit of leads written", HelpName = "N" };

    public Option<double?> MaxPercent { get; } = new("--max-percent") { Description = "limit of the portal's leads changed, in percent", HelpName = "P" };

    public Option<int?> MaxFailures { get; } = new("--max-failures") { Description = "failed leads that stop the run", HelpName = "N" };

    public Option<bool> AllowSimpleMode { get; } = new("--allow-simple-mode") { Description = "create leads although the portal's simple CRM mode turns them into deals" };

    public IEnumerable<Option> All => [Yes, Confirm, Report, First, SkipBlocked, TakeOver, MaxChanges, MaxPercent, MaxFailures, AllowSimpleMode];

    public void AddTo(Command command) => All.ToList().ForEach(command.Options.Add);

    public RunOptions Read(ParseResult parsed, LeadOpsSettings settings) => new(
        new PlanLimits(
            parsed.GetValue(MaxChanges) ?? settings.Limits.MaxChanges,
            parsed.GetValue(MaxPercent) ?? settings.Limits.MaxPercent,
            parsed.GetValue(MaxFailures) ?? settings.Limits.MaxFailures),
        parsed.GetValue(SkipBlocked),
        parsed.GetValue(TakeOver),
        parsed.GetValue(First))
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

/// <summary>From an approved plan to its report: progress, Ctrl-C, files, exit code.</summary>
internal static class RunFlow
{
    public static async Task<int> RunAsync(
        ParseResult parsed, GlobalOptions global, LeadOpsSettings settings, IReadOnlyList<string> reports, bool isCanary, OpenPortal portal, string format,
        Func<Action<int, int>, CancellationToken, Task<RunReport>> work, CancellationToken cancel)
    {
        using var progress = new ProgressView(parsed.GetValue(global.Quiet) || format != "text" && Console.IsErrorRedirected);
        portal.Session.OnPause = progress.Paused;
        var report = await work(progress.Report, cancel);
        progress.Dispose();
        var redact = parsed.GetValue(global.Redact);
        var folder = RunFolder.Find(settings.StatePath("runs"), report.Run);
        foreach (var file in reports.Append(folder.Report(".json")).Append(folder.Report(".md")))
        {
            ReportFiles.Write(file, report, redact);
        }

        if (format == "json")
        {
            using var stdout = Console.OpenStandardOutput();
            Json.Report(stdout, report, redact);
        }
        else if (format == "markdown")
        {
            Markdown.Report(Console.Out, report, redact);
        }
        else if (format == "html")
        {
            Html.Report(Console.Out, report, redact);
        }
        else if (format == "ndjson")
        {
            Ndjson.Write(Console.Out, report, redact);
        }
        else
        {
            new RunTextView(Console.Out, full: false, redact).Write(report);
            Console.Out.WriteLine($"Report: {Path.GetRelativePath(Directory.GetCurrentDirectory(), folder.Report(".md"))}");
        }

        return ExitCodes.Of(report, cancel.IsCancellationRequested, isCanary);
    }
}
