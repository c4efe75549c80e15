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
            Description = "manifests, folders, or one saved plan",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var full = new Option<bool>("--full") { Description = "show every lead of the plan" };
        var group = new RunOptionGroup();
        var command = new Command(
            "apply",
            "Plan, show, ask, carry out. A saved plan is carried out exactly as it is. Example: leadops apply changes.plan --report run.md"
        )
        {
            paths,
            full,
        };
        group.AddTo(command);
        command.SetAction(
            (parsed, cancel) =>
                RunAsync(parsed, global, group, parsed.GetValue(paths) ?? [], parsed.GetValue(full), cancel)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        RunOptionGroup group,
        string[] paths,
        bool full,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, "text", "json", "ndjson", "markdown", "html");
        var reports = group.Reports(parsed);
        var settings = GlobalOptions.Settings(parsed, global);
        var isSaved = paths.Any(PlanFile.IsPlan);
        if (isSaved && paths.Length > 1)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                "A saved plan is applied alone. Give one plan file, or manifests."
            );
        }

        await using var opened = isSaved
            ? await SavedAsync(parsed, global, settings, paths[0], cancel)
            : await PlanCommand.PlannedAsync(parsed, global, settings, paths, cancel);
        var options = group.Read(parsed, settings);
        if (!isSaved && format == "text")
        {
            PlanCommand.Show(opened.Plan, "text", full, parsed.GetValue(global.Redact), global.Colour(parsed));
        }

        if (isSaved && !parsed.GetValue(global.Quiet))
        {
            Announce(paths[0], opened.Plan);
        }

        await opened.Pipeline.AdmitAsync(opened.Plan, options, cancel);
        await Shell.ApproveAsync(
            opened.Portal,
            opened.Plan,
            parsed.GetValue(group.Yes),
            parsed.GetValue(group.Confirm),
            isSaved,
            cancel
        );
        return await RunFlow.RunAsync(
            parsed,
            global,
            settings,
            reports,
            options.First is not null,
            opened.Portal,
            format,
            (progress, stop) => opened.Pipeline.ApplyAsync(opened.Plan, options, progress, stop),
            cancel
        );
    }

    /// <summary>A saved plan was reviewed before, so that nobody is asked; what is about to be written is said all the same.</summary>
    private static void Announce(string file, Plan plan)
    {
        var (portal, counts) = (plan.Header.Portal, plan.Footer.Counts);
        Console.Error.WriteLine(
            $"{file} for {portal.Name} ({portal.Host}), made {plan.Header.CreatedAt:yyyy-MM-dd HH:mm} UTC by {portal.UserName}: {counts.Update} to update, {counts.Create} to create, {counts.Delete} to delete, {counts.Blocked} blocked."
        );
    }

    private static async Task<OpenPlan> SavedAsync(
        ParseResult parsed,
        GlobalOptions global,
        LeadOpsSettings settings,
        string path,
        CancellationToken cancel
    )
    {
        var plan = PlanFile.Read(path);
        var portal = await Shell.OpenAsync(parsed, global, settings, cancel, plan.Header.Portal);
        return new OpenPlan(portal, Shell.Pipeline(settings, portal), plan);
    }
}
