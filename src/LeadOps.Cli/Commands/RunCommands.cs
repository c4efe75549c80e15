using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

/// <summary>Verbs about a past run: show, history, resume, retry, rollback.</summary>
internal static class RunCommands
{
    public static IEnumerable<Command> Create(GlobalOptions global) =>
        [
            Show(global),
            History(global),
            Continue(global, "resume", "Finish an interrupted run: what was skipped or is unknown.", false),
            Continue(global, "retry", "Try the leads of a run again that failed.", true),
            Rollback(global),
        ];

    private static Argument<string> Run() => new("RUN") { Description = "name of a run, its beginning, or `latest`" };

    private static Command Show(GlobalOptions global)
    {
        var what = new Argument<string>("PLANFILE|RUN") { Description = "a saved plan or a past run" };
        var full = new Option<bool>("--full") { Description = "show every lead" };
        var command = new Command(
            "show",
            "Print a saved plan or a past run. Example: leadops show latest --output markdown"
        )
        {
            what,
            full,
        };
        command.SetAction(parsed =>
        {
            var format = global.Format(parsed, "text", "json", "markdown", "html");
            var redact = parsed.GetValue(global.Redact);
            var name = parsed.GetValue(what)!;
            if (File.Exists(name))
            {
                PlanCommand.Show(PlanFile.Read(name), format, parsed.GetValue(full), redact, global.Colour(parsed));
                return ExitCodes.Done;
            }

            var report = PastRuns.ReportOf(GlobalOptions.Settings(parsed, global).StatePath("runs"), name);
            ReportView.Write(report, format, parsed.GetValue(full), redact);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command History(GlobalOptions global)
    {
        var command = new Command(
            "history",
            "The runs on this portal: when, who, manifests, commit, outcome. Example: leadops history --output json"
        );
        command.SetAction(
            async (parsed, cancel) =>
            {
                var format = global.Format(parsed, "text", "json");
                var settings = GlobalOptions.Settings(parsed, global);
                await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
                var host = portal.Session.Settings.DisplayHost;
                using var ledger = File.Exists(settings.Ledger) ? new RunLedger(settings.Ledger) : null;
                var runs = ledger?.History(host) ?? [];
                if (format == "json")
                {
                    HistoryView.Json(Console.Out, host, runs);
                }
                else
                {
                    HistoryView.Text(Console.Out, host, runs, ledger?.Portals() ?? []);
                }

                return ExitCodes.Done;
            }
        );
        return command;
    }

    private static Command Continue(GlobalOptions global, string name, string description, bool failedOnly)
    {
        var run = Run();
        var group = new RunOptionGroup();
        var command = new Command(name, $"{description} Example: leadops {name} latest") { run };
        group.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var format = global.Format(parsed, "text", "json", "ndjson", "markdown", "html");
                var settings = GlobalOptions.Settings(parsed, global);
                var reports = group.Reports(parsed);
                if (PastRuns.Finished(settings.StatePath("runs"), parsed.GetValue(run)!, failedOnly) is { } finished)
                {
                    Console.Error.WriteLine(
                        failedOnly
                            ? "Nothing to retry: no lead of this run failed."
                            : "Nothing to resume: no lead of this run was skipped or is unknown."
                    );
                    return RunFlow.Conclude(parsed, global, reports, format, finished);
                }

                await using var portal = await Shell.OpenAsync(
                    parsed,
                    global,
                    settings,
                    cancel,
                    PastRuns.PortalOf(settings.StatePath("runs"), parsed.GetValue(run)!)
                );
                var pipeline = Shell.Pipeline(settings, portal);
                return await RunFlow.RunAsync(
                    parsed,
                    global,
                    settings,
                    reports,
                    parsed.GetValue(group.First) is not null,
                    portal,
                    format,
                    (events, stop) =>
                        pipeline.ContinueAsync(
                            parsed.GetValue(run)!,
                            failedOnly,
                            group.Read(parsed, settings),
                            events,
                            stop
                        ),
                    cancel
                );
            }
        );
        return command;
    }

    private static Command Rollback(GlobalOptions global)
    {
        var run = Run();
        var group = new RunOptionGroup();
        var command = new Command(
            "rollback",
            "Plan and, after approval, apply the inverse of a run; later edits stay. Example: leadops rollback latest"
        )
        {
            run,
        };
        group.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var settings = GlobalOptions.Settings(parsed, global);
                var reports = group.Reports(parsed);
                var past = PastRuns.ReportOf(settings.StatePath("runs"), parsed.GetValue(run)!);
                await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel, past.Plan.Portal);
                var pipeline = Shell.Pipeline(settings, portal);
                using var plan = await pipeline.PlanRollbackAsync(past, cancel);
                var format = global.Format(parsed, "text", "json", "ndjson", "markdown", "html");
                if (format == "text")
                {
                    PlanCommand.Show(plan, "text", false, parsed.GetValue(global.Redact), global.Colour(parsed));
                }

                var options = group.Read(parsed, settings);
                await pipeline.AdmitAsync(plan, options, cancel);
                await Shell.ApproveAsync(
                    portal,
                    plan,
                    parsed.GetValue(group.Yes),
                    parsed.GetValue(group.Confirm),
                    isSavedPlan: false,
                    cancel
                );
                return await RunFlow.RunAsync(
                    parsed,
                    global,
                    settings,
                    reports,
                    false,
                    portal,
                    format,
                    (progress, stop) => pipeline.ApplyAsync(plan, options, progress, stop),
                    cancel
                );
            }
        );
        return command;
    }
}
