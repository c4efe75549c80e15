using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views.Portals;
using LeadOps.Cli.Views.Rollouts;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Commands.Rollouts;

internal static class RolloutStatusCommand
{
    public static Command Create(GlobalOptions global)
    {
        var id = RolloutArgument.Create(global, isRequired: false);
        var command = new Command(
            "status",
            "The report of a rollout as it stands, or all rollouts. Example: leadops rollout status latest"
        )
        {
            id,
        };
        command.SetAction(parsed =>
        {
            var format = global.Format(parsed, OutputFormats.OfPlans);
            using var state = StateOpener.Open(GlobalOptions.Settings(parsed, global));
            var book = new RolloutBook(state);
            var page = parsed.GetValue(id) is { } wanted
                ? RolloutView.Page(RolloutReport.Of(book, book.Find(wanted)))
                : RolloutListView.Page([.. book.All().Select(rollout => RolloutReport.Of(book, rollout))]);
            PortalPageView.Write(page, format, global.View(parsed).Colour);
            return ExitCodes.Done;
        });
        return command;
    }
}
