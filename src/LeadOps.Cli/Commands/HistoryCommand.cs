using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Cli.Views.Portals;

namespace LeadOps.Cli.Commands;

internal static class HistoryCommand
{
    public static Command Create(GlobalOptions global)
    {
        var command = new Command(
            "history",
            "The runs on this portal: when, who, manifests, commit, outcome. Example: leadops history --output json"
        );
        var portals = PortalsOption.New(global);
        command.Options.Add(portals);
        command.SetAction(parsed =>
        {
            var settings = GlobalOptions.Settings(parsed, global);
            if (PortalsOption.Read(parsed, global, portals, settings) is { } chosen)
            {
                return Many(parsed, global, settings, chosen);
            }

            var format = global.Format(parsed, "text", "json");
            using var runs = Shell.OpenRuns(parsed, global, settings);
            var history = runs.Archive.History(runs.Host).Select(run => (run, runs.Archive.BriefOf(run))).ToList();
            if (format == "json")
            {
                HistoryView.WriteJson(Terminal.Out, runs.Host, history);
            }
            else
            {
                HistoryView.Text(
                    Terminal.Out,
                    runs.Host,
                    history,
                    runs.Archive.Elsewhere(runs.Host),
                    Terminal.WidthOfTable
                );
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static int Many(
        ParseResult parsed,
        GlobalOptions global,
        LeadOpsSettings settings,
        IReadOnlyList<PortalConfig> portals
    )
    {
        var format = global.Format(parsed, OutputFormats.OfPlans);
        var results = EachPortal.Run(
            portals,
            portal =>
            {
                using var runs = PortalOpener.OpenRuns(settings, portal.Name);
                return new PortalHistory(
                    runs.Host,
                    [.. runs.Archive.History(runs.Host).Select(run => (run, runs.Archive.BriefOf(run)))]
                );
            },
            parsed.GetValue(global.Redact)
        );
        PortalPageView.Write(PortalHistoryView.Page(results), format, global.View(parsed).Colour && Terminal.IsOut);
        return EachPortal.ExitCode(results);
    }
}
