using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

/// <summary>Fixtures by the same plan, journal and report as changes.</summary>
internal static class SeedCommands
{
    public static IEnumerable<Command> Create(GlobalOptions global) =>
        [
            One(global, "seed", "Create and update the fixtures' leads.", PlanPurpose.Seed),
            One(global, "unseed", "Delete exactly the leads that the fixtures created.", PlanPurpose.Unseed),
        ];

    private static Command One(GlobalOptions global, string name, string description, PlanPurpose purpose)
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "manifests or folders; default: manifests/",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "show the plan, write nothing" };
        var outFile = new Option<string?>("--out") { Description = "save the plan", HelpName = "FILE" };
        var detailed = new Option<bool>("--detailed-exitcode")
        {
            Description = "with --dry-run: exit 2 when changes are pending",
        };
        var full = new Option<bool>("--full") { Description = "show every lead" };
        var group = new RunOptionGroup();
        var command = new Command(
            name,
            $"{description} Only on portals marked `seedable`. Example: leadops {name} fixtures/"
        )
        {
            paths,
            dryRun,
            outFile,
            detailed,
            full,
        };
        group.AddTo(command);
        command.SetAction(
            async (parsed, cancel) =>
            {
                var format = global.Format(parsed, "text", "json", "ndjson", "markdown", "html");
                var settings = GlobalOptions.Settings(parsed, global);
                var reports = group.Reports(parsed);
                var problems = new DiagnosticBag();
                var manifests = global.Manifests(parsed, parsed.GetValue(paths) ?? [], problems);
                problems.ThrowIfErrors();
                var only = global.Chosen(parsed, manifests);
                await using var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
                RequireSeedable(portal);
                var pipeline = Shell.Pipeline(settings, portal);
                using var planned = await pipeline.PlanFixturesAsync(
                    Shell.Request(settings, manifests, only),
                    purpose,
                    cancel
                );
                var plan = parsed.GetValue(outFile) is { } file ? PlanFile.Write(file, planned) : planned;
                if (parsed.GetValue(dryRun) || format == "text")
                {
                    PlanCommand.Show(
                        plan,
                        format,
                        parsed.GetValue(full),
                        parsed.GetValue(global.Redact),
                        global.Colour(parsed)
                    );
                }

                if (parsed.GetValue(dryRun))
                {
                    return parsed.GetValue(detailed) && plan.Footer.Counts.Writes > 0
                        ? ExitCodes.ChangesPending
                        : ExitCodes.Done;
                }

                var options = group.Read(parsed, settings);
                await pipeline.AdmitAsync(plan, options, cancel);
                await Shell.ApproveAsync(
                    portal,
                    plan,
                    parsed.GetValue(group.Yes),
                    parsed.GetValue(group.Confirm),
                    isSavedPlan: false,
                    cancel
                );
                return await RunFlow.RunAsync(
                    parsed,
                    global,
                    settings,
                    reports,
                    options.First is not null,
                    portal,
                    format,
                    (progress, stop) => pipeline.ApplyAsync(plan, options, progress, stop),
                    cancel
                );
            }
        );
        return command;
    }

    private static void RequireSeedable(OpenPortal portal)
    {
        if (!portal.Config.Seedable)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The portal `{portal.Config.Name}` is not marked for test data. If it is a test portal, set `portals.{portal.Config.Name}.seedable: true` in leadops.yml."
            );
        }
    }
}
