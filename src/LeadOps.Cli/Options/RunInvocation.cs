using System.CommandLine;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Options;

/// <summary>
/// What the user asked of a verb that plans or writes, with the settings: read once, before any request, and never
/// changed.
/// </summary>
internal sealed record RunInvocation
{
    public required LeadOpsSettings Settings { get; init; }

    public required ViewOptions View { get; init; }

    public required string Format { get; init; }

    /// <summary>The portal that was asked for, by its name or address.</summary>
    public string? Portal { get; init; }

    public required RunOptions Run { get; init; }

    /// <summary>Only the plan is wanted.</summary>
    public bool IsDryRun { get; init; }

    public string? Out { get; init; }

    /// <summary>The file that rejected rows go to.</summary>
    public string? Rejects { get; init; }

    /// <summary>The git revision since which a manifest must have changed.</summary>
    public string? ChangedSince { get; init; }

    /// <summary>The plan is kept in the state.</summary>
    public bool Store { get; init; }

    public bool Detailed { get; init; }

    public bool Full { get; init; }

    public bool Yes { get; init; }

    public string? Confirm { get; init; }

    public IReadOnlyList<string> Reports { get; init; } = [];

    /// <summary>Of a verb that writes, and may leave it at the plan when it has preview options.</summary>
    public static RunInvocation Read(
        ParseResult parsed,
        GlobalOptions global,
        RunOptionGroup run,
        PreviewOptionGroup? preview = null
    )
    {
        var isDryRun = preview is not null && parsed.GetValue(preview.DryRun);
        var format = global.Format(parsed, isDryRun ? OutputFormats.OfPlans : OutputFormats.OfRuns);
        var reports = parsed.GetValue(run.Report) ?? [];
        reports.ToList().ForEach(ReportFiles.Check);
        var detailed = preview is not null && parsed.GetValue(preview.Detailed);
        if (detailed && !isDryRun)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                "`--detailed-exitcode` says whether changes are pending, so it needs `--dry-run`."
            );
        }

        var settings = GlobalOptions.Settings(parsed, global);
        return new RunInvocation
        {
            Settings = settings,
            View = global.View(parsed),
            Format = format,
            Portal = parsed.GetValue(global.Portal),
            Run = run.Read(parsed, settings),
            IsDryRun = isDryRun,
            Out = preview is null ? null : parsed.GetValue(preview.Out),
            Detailed = detailed,
            Full = preview is not null && parsed.GetValue(preview.Full),
            Yes = parsed.GetValue(run.Yes),
            Confirm = parsed.GetValue(run.Confirm),
            Reports = reports,
        };
    }

    /// <summary>Of a verb that only plans.</summary>
    public static RunInvocation ReadPlan(
        ParseResult parsed,
        GlobalOptions global,
        Option<string?> outFile,
        Option<bool> detailed,
        Option<bool> full
    )
    {
        var format = global.Format(parsed, OutputFormats.OfPlans);
        var settings = GlobalOptions.Settings(parsed, global);
        return new RunInvocation
        {
            Settings = settings,
            View = global.View(parsed),
            Format = format,
            Portal = parsed.GetValue(global.Portal),
            Run = new RunOptions(settings.Limits, SkipBlocked: false, TakeOver: false, First: null),
            IsDryRun = true,
            Out = parsed.GetValue(outFile),
            Detailed = parsed.GetValue(detailed),
            Full = parsed.GetValue(full),
        };
    }
}
