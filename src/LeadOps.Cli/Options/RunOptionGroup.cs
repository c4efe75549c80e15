using System.CommandLine;
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
        CheckedOption.Whole("--first", "write only the first N leads, then stop", least: 1);

    public Option<bool> SkipBlocked { get; } =
        new("--skip-blocked") { Description = "leave blocked leads out instead of refusing" };

    public Option<bool> TakeOver { get; } =
        new("--take-over") { Description = "take the lock of a run that was left behind" };

    public Option<int?> MaxChanges { get; } =
        CheckedOption.Whole("--max-changes", "refuse a plan that writes more leads", least: 0);

    public Option<double?> MaxPercent { get; } =
        CheckedOption.Percent("--max-percent", "refuse a plan that changes more of the portal's leads, in percent");

    public Option<int?> MaxCreates { get; } =
        CheckedOption.Whole("--max-creates", "refuse a plan whose changes create more leads", least: 0);

    public Option<int?> MaxFailures { get; } =
        CheckedOption.Whole("--max-failures", "stop the run after this many failed leads", least: 0);

    public Option<bool> AllowSimpleMode { get; } =
        new("--allow-simple-mode")
        {
            Description = "create leads although the portal's simple CRM mode turns them into deals",
        };

    public void AddTo(Command command)
    {
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
