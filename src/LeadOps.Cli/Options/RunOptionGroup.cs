using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using LeadOps.Cli.Settings;
using LeadOps.Plans;

namespace LeadOps.Cli.Options;

/// <summary>Options of everything that writes.</summary>
internal sealed class RunOptionGroup
{
    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "go on without asking" };

    public Option<string?> Confirm { get; } =
        new("--confirm") { Description = "host of a protected portal, as shown", HelpName = "HOST" };

    public Option<string[]> Report { get; } =
        new("--report")
        {
            Description = "write the report, repeatable; .json .md .html .xml (JUnit) .csv .xlsx",
            HelpName = "FILE",
        };

    public Option<int?> First { get; } =
        new("--first") { Description = "write only the first N leads, then stop", HelpName = "N" };

    public Option<bool> SkipBlocked { get; } =
        new("--skip-blocked") { Description = "leave blocked leads out instead of refusing" };

    public Option<bool> TakeOver { get; } =
        new("--take-over") { Description = "take the lock of a run that was left behind" };

    public Option<int?> MaxChanges { get; } =
        new("--max-changes") { Description = "refuse a plan that writes more leads", HelpName = "N" };

    public Option<double?> MaxPercent { get; } =
        new("--max-percent")
        {
            Description = "refuse a plan that changes more of the portal's leads, in percent",
            HelpName = "P",
        };

    public Option<int?> MaxCreates { get; } =
        new("--max-creates") { Description = "refuse a plan whose changes create more leads", HelpName = "N" };

    public Option<int?> MaxFailures { get; } =
        new("--max-failures") { Description = "stop the run after this many failed leads", HelpName = "N" };

    public Option<bool> AllowSimpleMode { get; } =
        new("--allow-simple-mode")
        {
            Description = "create leads although the portal's simple CRM mode turns them into deals",
        };

    public void AddTo(Command command)
    {
        First.Validators.Add(result => AtLeast(result, 1));
        new Option[] { MaxChanges, MaxPercent, MaxCreates, MaxFailures }
            .ToList()
            .ForEach(option => option.Validators.Add(result => AtLeast(result, 0)));
        new Option[]
        {
            Yes,
            Confirm,
            Report,
            First,
            SkipBlocked,
            TakeOver,
            MaxChanges,
            MaxPercent,
            MaxCreates,
            MaxFailures,
            AllowSimpleMode,
        }
            .ToList()
            .ForEach(command.Options.Add);
    }

    public static void AtLeast(OptionResult result, int least)
    {
        if (
            result.Tokens is [{ Value: var text }]
            && double.TryParse(text, CultureInfo.InvariantCulture, out var number)
            && !(number >= least)
        )
        {
            result.AddError($"`{result.Option.Name} {text}`: give a number of at least {least}.");
        }
    }

    public RunOptions Read(ParseResult parsed, LeadOpsSettings settings) =>
        new(
            new PlanLimits(
                parsed.GetValue(MaxChanges) ?? settings.Limits.MaxChanges,
                parsed.GetValue(MaxPercent) ?? settings.Limits.MaxPercent,
                parsed.GetValue(MaxFailures) ?? settings.Limits.MaxFailures,
                parsed.GetValue(MaxCreates) ?? settings.Limits.MaxCreates
            ),
            parsed.GetValue(SkipBlocked),
            parsed.GetValue(TakeOver),
            parsed.GetValue(First)
        )
        {
            AllowSimpleMode = parsed.GetValue(AllowSimpleMode),
        };
}
