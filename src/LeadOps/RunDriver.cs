using LeadOps.Applying;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps;

/// <summary>The half of the pipeline that writes: a run begins, goes on and ends, with its lock, ledger, folder and journal.</summary>
internal sealed class RunDriver(
    PortalSession session,
    ProjectPaths paths,
    TimeProvider clock,
    PlanGate gate,
    Func<CancellationToken, Task<PortalFacts>> facts
)
{
    public async Task<RunReport> ApplyAsync(Plan plan, RunOptions options, RunEvents events, CancellationToken stop)
    {
        var before = session.Stats.Snapshot();
        await gate.AdmitAsync(plan, options, PlanUse.NewRun, stop);
        using var held = PortalLock.Take(
            paths.StateFolder,
            session.Settings.DisplayHost,
            options.TakeOver ? TakeOver.WhenStale : TakeOver.Never,
            clock
        );
        using var ledger = new RunLedger(paths.LedgerFile);
        var folder = RunFolder.Create(paths.RunsFolder, clock.GetUtcNow());
        using var journal = Begin(ref plan, folder, ledger);
        var lines = plan
            .Leads.Select((lead, sequence) => new PlanLine(sequence, lead))
            .Where(line => line.Lead.Action != LeadAction.Blocked);
        return await CarryOutAsync(
            new Course(plan, folder, journal, ledger, held, before),
            lines,
            plan.Footer.Counts.Writes,
            settleFirst: false,
            options,
            events,
            stop
        );
    }

    /// <summary>Until the plan is claimed, nothing may be sent; refused, the run leaves no trace.</summary>
    private RunJournal Begin(ref Plan plan, RunFolder folder, RunLedger ledger)
    {
        RunJournal? journal = null;
        try
        {
            plan = PlanFile.Write(folder.PlanFile, plan);
            journal = RunJournal.Create(folder, clock.GetUtcNow());
            ledger.Claim(plan.Header, folder.Name, clock.GetUtcNow());
            return journal;
        }
        catch (LeadOpsException)
        {
            journal?.Dispose();
            folder.Discard();
            throw;
        }
    }

    public async Task<RunReport> ContinueAsync(
        string run,
        bool failedOnly,
        RunOptions options,
        RunEvents events,
        CancellationToken stop
    )
    {
        var before = session.Stats.Snapshot();
        var folder = RunFolder.Find(paths.RunsFolder, run);
        var plan = PlanFile.Read(folder.PlanFile);
        await gate.AdmitAsync(plan, options, PlanUse.Continued, stop);
        using var held = PortalLock.Take(
            paths.StateFolder,
            session.Settings.DisplayHost,
            options.TakeOver ? TakeOver.WhenStale : TakeOver.WhenGone,
            clock
        );
        using var ledger = new RunLedger(paths.LedgerFile);
        using var journal = RunJournal.Open(folder);
        using var soFar = RunJournal.Open(folder);
        ledger.Claim(plan.Header, folder.Name, clock.GetUtcNow());
        journal.Reopen();
        var summary = RunReports.Summary(plan.Footer.Counts, journal);
        var total = PastRuns.Left(plan, summary, failedOnly);
        var lines = Unfinished(plan, soFar, failedOnly, new Verdicts((await facts(stop)).Catalogue));
        return await CarryOutAsync(
            new Course(plan, folder, journal, ledger, held, before),
            lines,
            total,
            settleFirst: !failedOnly && summary.Unknown > 0,
            options,
            events,
            stop
        );
    }

    private static IEnumerable<PlanLine> Unfinished(Plan plan, RunJournal soFar, bool failedOnly, Verdicts verdicts) =>
        RunReports
            .Join(plan.Leads, soFar)
            .Where(line => line.Lead.Action != LeadAction.Blocked)
            .Where(line =>
                failedOnly
                    ? line.Entry?.Verdict == Verdict.Failed
                    : line.Entry is null or { Verdict: Verdict.Skipped or Verdict.Unknown }
            )
            .Select(line => new PlanLine(
                line.Sequence,
                line.Lead,
                line.Entry is { } entry && verdicts.MayBeWritten(line.Lead, entry)
            ));

    /// <summary>What a run under way holds open.</summary>
    private sealed record Course(
        Plan Plan,
        RunFolder Folder,
        RunJournal Journal,
        RunLedger Ledger,
        PortalLock Held,
        RunStats Before
    );

    private async Task<RunReport> CarryOutAsync(
        Course course,
        IEnumerable<PlanLine> lines,
        int count,
        bool settleFirst,
        RunOptions options,
        RunEvents events,
        CancellationToken stop
    )
    {
        var portal = await facts(CancellationToken.None);
        (lines, count) = options.First is { } first ? (lines.Take(first), Math.Min(first, count)) : (lines, count);
        var executor = new Executor(
            session,
            portal.Catalogue,
            course.Journal,
            clock,
            new ExecutorOptions
            {
                MaxFailures = options.Limits.MaxFailures,
                PauseFile = paths.PauseFile,
                SecondsPerWrite = course.Ledger.CostOfWrite(session.Settings.DisplayHost),
                SettleFirst = settleFirst,
                Confirm = course.Held.Confirm,
                Events = events,
            }
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, course.Held.Lost);
        events.Started?.Invoke(course.Folder.Name, count);
        LeadOpsException? problem = null;
        var finished = false;
        try
        {
            finished = await executor.RunAsync(lines, count, either.Token);
            problem = Ended(() => course.Held.Confirm());
        }
        catch (LeadOpsException broken)
        {
            problem = broken;
        }
        finally
        {
            var end = Ended(() => End(course, executor.TooManyFailures, finished, options.First is not null));
            problem ??= end;
        }

        var report = PastRuns.Report(course.Folder, course.Plan, course.Journal);
        return problem is null ? report : throw new RunBrokenException(problem, report);
    }

    /// <summary>A journal that cannot be written any more must not hide why the run ended.</summary>
    private static LeadOpsException? Ended(Action last)
    {
        try
        {
            last();
            return null;
        }
        catch (LeadOpsException problem)
        {
            return problem;
        }
    }

    private void End(Course course, bool tooManyFailures, bool finished, bool isCanary)
    {
        var footer = course.Plan.Footer;
        var summary = RunReports.Summary(footer.Counts, course.Journal);
        var isLeft = summary.Skipped > footer.Counts.Blocked || summary.Unknown > 0;
        var status =
            tooManyFailures ? RunStatus.Stopped
            : !finished ? RunStatus.Interrupted
            : isLeft ? (isCanary && summary.IsCleanSoFar ? RunStatus.Paused : RunStatus.Interrupted)
            : summary.IsClean && footer.LeftAlone == 0 ? RunStatus.Succeeded
            : RunStatus.Partly;
        course.Journal.Finish(status, session.Stats.Since(course.Before), clock.GetUtcNow());
        course.Ledger.Save(course.Plan.Header, course.Folder.Name, clock.GetUtcNow(), status, course.Journal.Stats());
    }
}
