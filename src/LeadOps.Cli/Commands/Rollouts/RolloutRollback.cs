using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands.Rollouts;

internal static class RolloutRollback
{
    private const string AllAtOnce = "100%";

    public static Command Create(GlobalOptions global)
    {
        var id = RolloutArgument.Create(global, isRequired: true);
        var group = new RolloutOptionGroup();
        var command = new Command(
            "rollback",
            "Take back every run of a rollout, as a new rollout; later edits stay. "
                + "Example: leadops rollout rollback latest"
        )
        {
            id,
        };
        group.Waves.Description = $"portals done after each wave; default: {AllAtOnce}";
        group.AddTo(command, [group.Waves, .. group.OfRuns]);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var invocation = group.Read(parsed, global);
                await using var flow = new RolloutFlow(invocation);
                var rollback = flow.Desk.BeginRollback(
                    flow.Book.Find(parsed.GetValue(id)!),
                    invocation.Waves ?? AllAtOnce,
                    invocation.MaxFailed ?? 0,
                    invocation.Options
                );
                return await flow.RunRollbackAsync(rollback, cancel);
            }
        );
        return command;
    }
}
