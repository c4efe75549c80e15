using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Diagnostics;
using LeadOps.Manifests.Checks;

namespace LeadOps.Cli.Commands;

internal static class PlanCommand
{
    public static Command Create(GlobalOptions global)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests or folders; default: manifests/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var outFile = new Option<string?>("--out")
        {
            Description = "save the plan, for `leadops apply FILE`",
            HelpName = "FILE",
        };
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "exit 2 when changes are pending" };
        var full = new Option<bool>("--full") { Description = "show every lead" };
        var command = new Command(
            "plan",
            "Show what would change, write nothing to the portal. Example: leadops plan manifests/ --out changes.plan"
        )
        {
            paths,
            outFile,
            detailed,
            full,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                var invocation = RunInvocation.ReadPlan(parsed, global, outFile, detailed, full);
                return PlanFlow.RunAsync(
                    invocation,
                    stop => PlannedAsync(parsed, global, invocation, parsed.GetValue(paths) ?? [], stop),
                    cancel
                );
            }
        );
        return command;
    }

    public static async Task<OpenPlan> PlannedAsync(
        ParseResult parsed,
        GlobalOptions global,
        RunInvocation invocation,
        IReadOnlyList<string> paths,
        CancellationToken cancel
    )
    {
        var problems = new DiagnosticBag();
        var manifests = global.Manifests(parsed, paths, problems);
        manifests.ToList().ForEach(new ManifestChecker(Fields.FieldCatalogue.Standard, problems).Check);
        problems.ThrowIfErrors();
        var request = Shell.Request(invocation.Settings, manifests, global.Chosen(parsed, manifests));
        return await Shell.PlannedAsync(
            invocation,
            null,
            (pipeline, stop) => pipeline.PlanAsync(request, stop),
            cancel
        );
    }
}
