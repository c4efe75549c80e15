using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

internal static class ApplyCommand
{
    public static Command Create(GlobalOptions global)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests, folders, one saved plan, or the id of a stored one",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var full = new Option<bool>("--full") { Description = "show every lead of the plan" };
        var rejects = RejectsOption.New();
        var changedSince = ChangedSinceOption.New();
        var group = new RunOptionGroup();
        var command = new Command(
            "apply",
            "Plan, show, ask, carry out. A saved or stored plan is carried out exactly as it is, "
                + "without asking. Example: leadops apply changes.plan --report run.md"
        )
        {
            paths,
            full,
            rejects,
            changedSince,
        };
        group.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var invocation = RunInvocation.Read(parsed, global, group) with
                {
                    Full = parsed.GetValue(full),
                    Rejects = RejectsOption.Read(parsed, rejects),
                    ChangedSince = parsed.GetValue(changedSince),
                };
                var given = parsed.GetValue(paths) ?? [];
                if (given is [var id])
                {
                    given =
                        StoredPlans.Find(invocation.Settings, id) is { } stored ? [stored]
                        : StoredPlans.Missing(invocation.Settings, id) is { } missing ? throw missing
                        : given;
                }

                return PlanFlow.RunAsync(
                    invocation,
                    stop =>
                        IsSaved(given, invocation)
                            ? SavedAsync(invocation, given[0], stop)
                            : PlanCommand.PlannedAsync(parsed, global, invocation, given, stop),
                    cancel
                );
            }
        );
        return command;
    }

    private static bool IsSaved(string[] paths, RunInvocation invocation) =>
        !paths.Any(PlanFile.IsPlan) ? false
        : invocation.Rejects is not null
            ? throw new LeadOpsException(
                Failure.Invalid,
                "A saved plan no longer has its rows, so `--rejects` belongs to `leadops plan --out`."
            )
        : invocation.ChangedSince is not null
            ? throw new LeadOpsException(
                Failure.Invalid,
                "A saved plan has its manifests already, so `--changed-since` belongs to `leadops plan`."
            )
        : paths.Length == 1 ? true
        : throw new LeadOpsException(
            Failure.Invalid,
            "A saved plan is applied alone. Give one plan file, or manifests."
        );

    private static async Task<OpenPlan> SavedAsync(RunInvocation invocation, string path, CancellationToken cancel)
    {
        var plan = PlanFile.Read(path);
        var portal = await Shell.OpenAsync(invocation, plan.Header.Portal, cancel);
        return OpenPlan.New(portal, Shell.Pipeline(invocation.Settings, portal), PlanOrigin.Saved, plan);
    }
}
