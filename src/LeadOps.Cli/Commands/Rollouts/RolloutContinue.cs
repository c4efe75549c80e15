using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands.Rollouts;

internal static class RolloutContinue
{
    public static Command Create(GlobalOptions global)
    {
        var id = RolloutArgument.Create(global, isRequired: true);
        var group = new RolloutOptionGroup();
        var command = new Command(
            "continue",
            "Go on with a rollout that was paused, stopped or left behind; "
                + "portals that did not succeed are tried again. Example: leadops rollout continue latest"
        )
        {
            id,
        };
        group.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var invocation = group.Read(parsed, global);
                await using var flow = new RolloutFlow(invocation);
                var known = flow.Book.Find(parsed.GetValue(id)!);
                if (known.RollbackOf is not null)
                {
                    return await flow.RunRollbackAsync(flow.Desk.Continue(known, invocation.MaxFailed), cancel);
                }

                var request = RolloutManifests.ReadAgain(parsed, global, invocation, known);
                return await flow.RunAsync(
                    flow.Desk.Continue(known, invocation.MaxFailed),
                    (visit, _, stop) => visit.Pipeline.PlanAsync(request, stop),
                    cancel
                );
            }
        );
        return command;
    }
}
