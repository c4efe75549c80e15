using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;

namespace LeadOps.Cli.Commands;

/// <summary>
/// What `resume` and `retry` share: a run goes on under its name, with the plan that was approved for it.
/// </summary>
internal static class ContinueVerb
{
    public static Command Create(
        GlobalOptions global,
        string name,
        string description,
        bool failedOnly,
        string nothingToDo
    )
    {
        var run = RunArgument.Create(global);
        var group = new RunOptionGroup();
        var command = new Command(name, $"{description} Example: leadops {name} latest") { run };
        group.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var invocation = RunInvocation.Read(parsed, global, group);
                using var runs = Shell.OpenRuns(invocation);
                var past = runs.Find(parsed.GetValue(run)!);
                if (runs.Archive.Finished(past, failedOnly) is { } finished)
                {
                    Terminal.Say(nothingToDo);
                    return RunFlow.Conclude(invocation, finished);
                }

                return await PlanFlow.RunAsync(
                    invocation,
                    stop => BegunAsync(invocation, past.Run, failedOnly, stop),
                    cancel
                );
            }
        );
        return command;
    }

    private static async Task<OpenPlan> BegunAsync(
        RunInvocation invocation,
        string run,
        bool failedOnly,
        CancellationToken cancel
    )
    {
        var portal = await Shell.OpenAsync(invocation, planned: null, cancel);
        var pipeline = Shell.Pipeline(invocation.Settings, portal);
        return new OpenPlan(portal, pipeline, PlanOrigin.Begun, null)
        {
            CarryOutAsync = (_, options, events, stop) =>
                pipeline.ContinueAsync(run, failedOnly, options, events, stop),
        };
    }
}
