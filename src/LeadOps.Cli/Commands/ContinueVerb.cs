using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Runs;

namespace LeadOps.Cli.Commands;

/// <summary>What `resume` and `retry` share: a run goes on under its name, with the plan that was approved for it.</summary>
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
        var run = RunArgument.Create();
        var group = new RunOptionGroup();
        var command = new Command(name, $"{description} Example: leadops {name} latest") { run };
        group.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var invocation = RunInvocation.Read(parsed, global, group);
                var (runs, named) = (invocation.Settings.StatePath("runs"), parsed.GetValue(run)!);
                if (PastRuns.Finished(runs, named, failedOnly) is { } finished)
                {
                    Console.Error.WriteLine(nothingToDo);
                    return Task.FromResult(RunFlow.Conclude(invocation, finished));
                }

                return PlanFlow.RunAsync(
                    invocation,
                    stop => BegunAsync(invocation, runs, named, failedOnly, stop),
                    cancel
                );
            }
        );
        return command;
    }

    private static async Task<OpenPlan> BegunAsync(
        RunInvocation invocation,
        string runs,
        string run,
        bool failedOnly,
        CancellationToken cancel
    )
    {
        var portal = await Shell.OpenAsync(invocation, PastRuns.PortalOf(runs, run), cancel);
        var pipeline = Shell.Pipeline(invocation.Settings, portal);
        return new OpenPlan(portal, pipeline, PlanOrigin.Begun, null)
        {
            CarryOutAsync = (_, options, events, stop) =>
                pipeline.ContinueAsync(run, failedOnly, options, events, stop),
        };
    }
}
