using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create(GlobalOptions global)
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
            var view = global.View(parsed);
            var name = parsed.GetValue(what)!;
            if (File.Exists(name))
            {
                PlanView.Write(PlanFile.Read(name), format, parsed.GetValue(full), view);
                return ExitCodes.Done;
            }

            using var runs = Shell.OpenRuns(parsed, global, GlobalOptions.Settings(parsed, global));
            var report = runs.Archive.ReportOf(runs.Find(name));
            ReportView.Write(report, format, parsed.GetValue(full), view.Redact);
            return ExitCodes.Done;
        });
        return command;
    }
}
