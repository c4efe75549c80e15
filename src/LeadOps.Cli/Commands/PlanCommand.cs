using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Manifests.Checks;
using LeadOps.Plans;

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
                RunAsync(
                    parsed,
                    global,
                    parsed.GetValue(paths) ?? [],
                    parsed.GetValue(outFile),
                    parsed.GetValue(detailed),
                    parsed.GetValue(full),
                    cancel
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed,
        GlobalOptions global,
        IReadOnlyList<string> paths,
        string? outFile,
        bool detailed,
        bool full,
        CancellationToken cancel
    )
    {
        var format = global.Format(parsed, "text", "json", "markdown", "html");
        var settings = GlobalOptions.Settings(parsed, global);
        await using var opened = await PlannedAsync(parsed, global, settings, paths, cancel);
        var plan = outFile is null ? opened.Plan : PlanFile.Write(outFile, opened.Plan);
        Show(plan, format, full, parsed.GetValue(global.Redact), global.Colour(parsed));
        foreach (var objection in Guards.Objections(plan.Footer.Counts, settings.Limits))
        {
            Console.Error.WriteLine($"apply would refuse: {objection}");
        }

        if (outFile is not null && !parsed.GetValue(global.Quiet))
        {
            Console.Error.WriteLine($"Saved as {outFile}; carry it out with: leadops apply {outFile}");
        }

        return detailed && plan.Footer.Counts.Writes + plan.Footer.Counts.Blocked > 0
            ? ExitCodes.ChangesPending
            : ExitCodes.Done;
    }

    public static async Task<OpenPlan> PlannedAsync(
        ParseResult parsed,
        GlobalOptions global,
        LeadOpsSettings settings,
        IReadOnlyList<string> paths,
        CancellationToken cancel
    )
    {
        var problems = new DiagnosticBag();
        var manifests = global.Manifests(parsed, paths, problems);
        manifests.ToList().ForEach(new ManifestChecker(Fields.FieldCatalogue.Standard, problems).Check);
        problems.ThrowIfErrors();
        var only = global.Chosen(parsed, manifests);
        var portal = await Shell.OpenAsync(parsed, global, settings, cancel);
        try
        {
            var pipeline = Shell.Pipeline(settings, portal);
            var plan = await pipeline.PlanAsync(Shell.Request(settings, manifests, only), cancel);
            return new OpenPlan(portal, pipeline, plan);
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    public static void Show(Plan plan, string format, bool full, bool redact, bool colour)
    {
        switch (format)
        {
            case "json":
                using (var stdout = Console.OpenStandardOutput())
                {
                    Json.Plan(stdout, plan, redact);
                }

                break;
            case "markdown":
                Markdown.Plan(Console.Out, plan, redact);
                break;
            case "html":
                Html.Plan(Console.Out, plan, redact);
                break;
            default:
                new PlanTextView(Console.Out, full, redact, colour).Write(plan);
                break;
        }
    }
}

/// <summary>A plan with the portal it was made on, still open.</summary>
internal sealed record OpenPlan(OpenPortal Portal, Pipeline Pipeline, Plan Plan) : IAsyncDisposable
{
    public ValueTask DisposeAsync()
    {
        Plan.Dispose();
        return Portal.DisposeAsync();
    }
}
