using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create(GlobalOptions global)
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
}
