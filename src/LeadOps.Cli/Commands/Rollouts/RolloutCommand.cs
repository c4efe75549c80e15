using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands.Rollouts;

internal static class RolloutCommand
{
    public static Command Create(GlobalOptions global) =>
        new(
            "rollout",
            "Apply the same manifests to many portals, in waves. "
                + "Example: leadops rollout start --portals client --waves 1,10%,100%"
        )
        {
            RolloutStart.Create(global),
            RolloutStatusCommand.Create(global),
            RolloutWishCommand.Pause(global),
            RolloutContinue.Create(global),
            RolloutWishCommand.Abort(global),
            RolloutRollback.Create(global),
        };
}
