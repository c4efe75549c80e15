using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views.Rollouts;
using LeadOps.Rollouts;

namespace LeadOps.Cli.Commands.Rollouts;

/// <summary>`rollout pause` and `rollout abort`: asked from any terminal; portals at work are finished first.</summary>
internal static class RolloutWishCommand
{
    public static Command Pause(GlobalOptions global) =>
        Create(
            global,
            "pause",
            "Start no more portals; `leadops rollout continue` goes on later. Example: leadops rollout pause latest",
            RolloutWish.Pause
        );

    public static Command Abort(GlobalOptions global) =>
        Create(
            global,
            "abort",
            "Start no more portals and end the rollout. "
                + "What was done stays; `leadops rollout rollback` takes it back. "
                + "Example: leadops rollout abort latest",
            RolloutWish.Abort
        );

    private static Command Create(GlobalOptions global, string name, string description, RolloutWish wish)
    {
        var id = RolloutArgument.Create(global, isRequired: true);
        var command = new Command(name, description) { id };
        command.SetAction(parsed =>
        {
            using var state = StateOpener.Open(GlobalOptions.Settings(parsed, global));
            var book = new RolloutBook(state);
            var desk = new RolloutDesk(book, StateOpener.Who, TimeProvider.System);
            RolloutTalk.Asked(desk.Ask(book.Find(parsed.GetValue(id)!), wish));
            return ExitCodes.Done;
        });
        return command;
    }
}
