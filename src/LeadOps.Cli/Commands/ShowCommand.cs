using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Commands;

internal static class ShowCommand
{
    public static Command Create(GlobalOptions global)
    {
        var what = new Argument<string>("PLANFILE|RUN") { Description = "a saved plan or a past run" };
        Completions.AddRuns(what, global);
        var full = new Option<bool>("--full") { Description = "show every lead" };
        var command = new Command(
            "show",
            "Print a saved plan or a past run. Example: leadops show latest --output markdown"
        )
        {
            what,
            full,
        };
        command.SetAction(parsed =>
        {
            var format = global.Format(parsed, OutputFormats.OfPlans);
            var view = global.View(parsed);
            var name = parsed.GetValue(what)!;
            var settings = GlobalOptions.Settings(parsed, global);
            if ((File.Exists(name) ? name : StoredPlans.Find(settings, name)) is { } file)
            {
                RequirePlan(file);
                using var plan = PlanFile.Read(file);
                PlanView.Write(plan, Refusals(plan, settings), format, parsed.GetValue(full), view);
                return ExitCodes.Done;
            }

            RequireRunName(name);
            using var runs = Shell.OpenRuns(parsed, global, settings);
            var report = runs.Archive.ReportOf(runs.Find(name));
            ReportView.Write(report, format, parsed.GetValue(full), view.Redact);
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>Whoever names a file wants that file, and no run.</summary>
    private static void RequireRunName(string name)
    {
        if (name.AsSpan().IndexOfAny("./\\") >= 0)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"There is no file `{name}`. `leadops plan --out {ShellWord.Of(name)}` saves a plan there; "
                    + "`leadops history` lists the runs."
            );
        }
    }

    private static void RequirePlan(string path)
    {
        if (!PlanFile.IsPlan(path))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`{path}` is not a saved plan. Make one with `leadops plan --out FILE`."
            );
        }
    }

    /// <summary>As far as they can be told without the portal.</summary>
    private static IReadOnlyList<string> Refusals(Plan plan, LeadOpsSettings settings) =>
        Guards.Objections(
            new Admission
            {
                Plan = plan.Header,
                Counts = plan.Footer.Counts,
                Limits = settings.Limits,
                Use = PlanUse.NewRun,
                Host = plan.Header.Portal.Host,
                Now = TimeProvider.System.GetUtcNow(),
                IsSeedable = settings.Portals.GetValueOrDefault(plan.Header.Portal.Name)?.Seedable ?? true,
                FirstBlocked =
                    plan.Footer.Counts.Blocked > 0
                        ? plan.Leads.FirstOrDefault(lead => lead.Action == LeadAction.Blocked)
                        : null,
            }
        );
}
