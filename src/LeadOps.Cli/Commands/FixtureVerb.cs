using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

/// <summary>What `seed` and `unseed` share: fixtures by the same plan, journal and report as changes.</summary>
internal static class FixtureVerb
{
    public static Command Create(GlobalOptions global, string name, string description, PlanPurpose purpose)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests or folders; default: manifests/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var preview = new PreviewOptionGroup();
        var group = new RunOptionGroup();
        var command = new Command(
            name,
            $"{description} Only on portals marked `seedable`. Example: leadops {name} fixtures/"
        )
        {
            paths,
        };
        preview.AddTo(command);
        group.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
            {
                var invocation = RunInvocation.Read(parsed, global, group, preview);
                return PlanFlow.RunAsync(
                    invocation,
                    stop => PlannedAsync(parsed, global, invocation, parsed.GetValue(paths) ?? [], purpose, stop),
                    cancel
                );
            }
        );
        return command;
    }

    private static async Task<OpenPlan> PlannedAsync(
        ParseResult parsed,
        GlobalOptions global,
        RunInvocation invocation,
        IReadOnlyList<string> paths,
        PlanPurpose purpose,
        CancellationToken cancel
    )
    {
        var problems = new DiagnosticBag();
        var manifests = global.Manifests(parsed, paths, problems);
        problems.ThrowIfErrors();
        if (manifests.All(manifest => manifest.Fixtures.Count == 0))
        {
            Terminal.Say(
                "note: There are changes and no fixtures here. "
                    + $"To see what they change, type: leadops {string.Join(' ', paths.Prepend("plan"))}"
            );
        }

        var request = Shell.Request(invocation.Settings, manifests, global.Chosen(parsed, manifests));
        return await Shell.PlannedAsync(
            invocation,
            null,
            (pipeline, stop) => pipeline.PlanFixturesAsync(request, purpose, stop),
            cancel
        );
    }
}
