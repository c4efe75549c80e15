using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create(GlobalOptions global)
    {
        var command = new Command(
            "history",
            "The runs on this portal: when, who, manifests, commit, outcome. Example: leadops history --output json"
        );
        command.SetAction(parsed =>
        {
            var format = global.Format(parsed, "text", "json");
            using var runs = Shell.OpenRuns(parsed, global, GlobalOptions.Settings(parsed, global));
            var history = runs.Archive.History(runs.Host).Select(run => (run, runs.Archive.BriefOf(run))).ToList();
            if (format == "json")
            {
                HistoryView.Json(Terminal.Out, runs.Host, history);
            }
            else
            {
                HistoryView.Text(Terminal.Out, runs.Host, history, runs.Archive.Portals(), Terminal.Width);
            }

            return ExitCodes.Done;
        });
        return command;
    }
}
