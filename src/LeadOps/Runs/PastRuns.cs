using LeadOps.Plans;

namespace LeadOps.Runs;

/// <summary>What is known of a run from its folder alone.</summary>
public static class PastRuns
{
    /// <summary>The portal that a run belongs to.</summary>
    public static PlanPortal PortalOf(string runsFolder, string run) =>
        PlanFile.ReadHeader(RunFolder.Find(runsFolder, run).PlanFile).Portal;

    public static RunReport ReportOf(string runsFolder, string run)
    {
        var folder = RunFolder.Find(runsFolder, run);
        using var journal = RunJournal.Open(folder);
        return Report(folder, PlanFile.Read(folder.PlanFile), journal);
    }

    internal static RunReport Report(RunFolder folder, Plan plan, RunJournal journal)
    {
        var report = RunReports.Of(folder, plan, journal, null);
        var command =
            report.Summary.Unknown > 0 || report.Summary.Skipped > plan.Footer.Counts.Blocked
                ? $"leadops resume {folder.Name}"
            : report.Summary.Failed > 0 ? $"leadops retry {folder.Name}"
            : null;
        return report with { NextCommand = command };
    }

    /// <summary>The report of a run that `resume` or `retry` would not change; null when there is something to do.</summary>
    public static RunReport? Finished(string runsFolder, string run, bool failedOnly)
    {
        var folder = RunFolder.Find(runsFolder, run);
        using var journal = RunJournal.Open(folder);
        var plan = PlanFile.Read(folder.PlanFile);
        return
            journal.Status == RunStatus.Running
            || Left(plan, RunReports.Summary(plan.Footer.Counts, journal), failedOnly) > 0
            ? null
            : Report(folder, plan, journal);
    }

    internal static int Left(Plan plan, RunSummary summary, bool failedOnly) =>
        failedOnly ? summary.Failed : summary.Skipped - plan.Footer.Counts.Blocked + summary.Unknown;
}
