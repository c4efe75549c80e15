using System.CommandLine;
using LeadOps.Cli.Options;

namespace LeadOps.Cli.Commands;

internal static class RollbackCommand
{
    public static Command Create(GlobalOptions global)
    {
        var run = RunArgument.Create(global);
        var preview = new PreviewOptionGroup();
        var group = new RunOptionGroup();
        var command = new Command(
            "rollback",
            "Take a run back: plan its inverse, ask, apply it; later edits stay. Example: leadops rollback latest"
        )
        {
            run,
        };
        preview.AddTo(command);
        group.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var invocation = RunInvocation.Read(parsed, global, group, preview);
                using var runs = Shell.OpenRuns(invocation);
                var past = runs.Archive.ReportOf(runs.Find(parsed.GetValue(run)!));
                return await PlanFlow.RunAsync(
                    invocation,
                    stop =>
                        Shell.PlannedAsync(
                            invocation,
                            null,
                            (pipeline, inner) => pipeline.PlanRollbackAsync(past, inner),
                            stop
                        ),
                    cancel
                );
            }
        );
        return command;
    }
}
