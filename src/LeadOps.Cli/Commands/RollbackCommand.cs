using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

internal static class RollbackCommand
{
    public static Command Create(GlobalOptions global)
    {
        var run = RunArgument.Create();
        var preview = new PreviewOptionGroup();
        var group = new RunOptionGroup();
        var command = new Command(
            "rollback",
            "Plan and, after approval, apply the inverse of a run; later edits stay. Example: leadops rollback latest"
        )
        {
            run,
        };
        preview.AddTo(command);
        group.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var invocation = RunInvocation.Read(parsed, global, group, preview);
                var past = PastRuns.ReportOf(invocation.Settings.StatePath("runs"), parsed.GetValue(run)!);
                return PlanFlow.RunAsync(
                    invocation,
                    stop =>
                        Shell.PlannedAsync(
                            invocation,
                            past.Plan.Portal,
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
