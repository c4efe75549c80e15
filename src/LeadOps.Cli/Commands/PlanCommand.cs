using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;
using LeadOps.Planning;

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
        var store = new Option<bool>("--store")
        {
            Description = "keep the plan in the state and print its id, for `leadops apply ID` on any machine",
        };
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "exit 2 when changes are pending" };
        var full = new Option<bool>("--full") { Description = "show every lead" };
        var rejects = RejectsOption.New();
        var changedSince = ChangedSinceOption.New();
        var portals = PortalsOption.New(global);
        var command = new Command(
            "plan",
            "Show what would change, write nothing to the portal. Example: leadops plan manifests/ --out changes.plan"
        )
        {
            paths,
            outFile,
            store,
            detailed,
            full,
            rejects,
            changedSince,
            portals,
        };
        command.SetAction(
            (parsed, cancel) =>
            {
                var invocation = RunInvocation.ReadPlan(parsed, global, outFile, detailed, full) with
                {
                    Rejects = RejectsOption.Read(parsed, rejects),
                    ChangedSince = parsed.GetValue(changedSince),
                    Store = parsed.GetValue(store),
                };
                var given = parsed.GetValue(paths) ?? [];
                return PortalsOption.Read(parsed, global, portals, invocation.Settings) is { } many
                    ? ManyPlans.RunAsync(invocation, many, Request(parsed, global, invocation, given).Request, cancel)
                    : PlanFlow.RunAsync(
                        invocation,
                        stop => PlannedAsync(parsed, global, invocation, given, stop),
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
        var (request, manifests) = Request(parsed, global, invocation, paths);
        var opened = await Shell.PlannedAsync(
            invocation,
            null,
            (pipeline, stop) => pipeline.PlanAsync(request, stop),
            cancel
        );
        if (request.Rejects is { } rejects)
        {
            RejectFiles.Write(invocation.Rejects!, manifests, rejects);
            if (rejects.Count > 0 && !invocation.View.Quiet)
            {
                Terminal.Say(
                    $"note: {rejects.Count} rejected {(rejects.Count == 1 ? "row is" : "rows are")} in "
                        + $"{invocation.Rejects}, each with its reason; mended, the file is the next input."
                );
            }
        }

        return opened;
    }

    /// <summary>The manifests, checked as far as that goes without a portal.</summary>
    public static (PlanRequest Request, IReadOnlyList<Manifest> Manifests) Request(
        ParseResult parsed,
        GlobalOptions global,
        RunInvocation invocation,
        IReadOnlyList<string> paths
    )
    {
        var problems = new DiagnosticBag();
        var manifests = ChangedSinceOption.Keep(
            invocation.ChangedSince,
            global.Manifests(parsed, paths, problems, invocation.Rejects is null ? BadRows.Refused : BadRows.Kept),
            invocation.View.Quiet
        );
        manifests.ToList().ForEach(new ManifestChecker(Fields.FieldCatalogue.Standard, problems).Check);
        problems.ThrowIfErrors();
        if (invocation.Rejects is { } rejects)
        {
            RejectFiles.CheckIsFree(rejects, manifests);
        }

        if (
            manifests.All(manifest => manifest.Changes.Count == 0)
            && manifests.Any(manifest => manifest.Fixtures.Count > 0)
        )
        {
            Terminal.Say(
                "note: There are fixtures and no changes here. "
                    + $"To see what they make, type: leadops seed {string.Join(' ', paths.Append("--dry-run"))}"
            );
        }

        var request = Shell.Request(invocation.Settings, manifests, global.Chosen(parsed, manifests)) with
        {
            Rejects = invocation.Rejects is null ? null : new RowRejects(),
        };
        return (request, manifests);
    }
}
