using LeadOps.Applying;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps;

/// <summary>The half of the pipeline that writes: a run begins, goes on and ends, with its lock, ledger, folder and journal.</summary>
internal sealed class RunDriver(
    PortalSession session,
    Project project,
    TimeProvider clock,
    PlanGate gate,
    Func<CancellationToken, Task<PortalFacts>> facts
)
{
    private readonly RunLedger ledger = new(project.State, project.PortalFlag);
    private readonly RunArchive archive = new(project.State, project.PortalFlag);

    public async Task<RunReport> ApplyAsync(Plan plan, RunOptions options, RunEvents events, CancellationToken stop)
    {
        var before = session.Stats.Snapshot();
        await gate.AdmitAsync(plan, options, PlanUse.NewRun, stop);
        using var lease = project.State.Leases.Take(
            session.Settings.DisplayHost,
            options.TakeOver ? TakeOver.WhenStale : TakeOver.Never
        );
        var (run, kept) = Begin(plan, lease);
        using var journal = OpenJournal(run, lease);
        var lines = kept
            .Leads.Select((lead, sequence) => new PlanLine(sequence, lead))
            .Where(line => line.Lead.Action != LeadAction.Blocked);
        return await CarryOutAsync(
            new Course(kept, run, journal, lease, before),
            lines,
            kept.Footer.Counts.Writes,
            new Start(SettleFirst: false, options.WasAsked ? null : plan.ReadSince),
            options,
            events,
            stop
        );
    }

    /// <summary>Until the plan is kept and claimed, nothing may be sent; refused, the run leaves no trace.</summary>
    private (PastRun Run, Plan Kept) Begin(Plan plan, ILease lease)
    {
        var folder = RunFolder.Create(project.RunsFolder, clock.GetUtcNow());
        try
        {
            var kept = PlanFile.Write(folder.PlanFile, plan);
            project.State.Plans.Keep(folder, plan.Header.Portal.Host);
            var run = ledger.Claim(kept.Header, folder.Name, project.Who, clock.GetUtcNow(), lease);
            return (run, kept);
        }
        catch (LeadOpsException)
        {
            folder.Discard();
            throw;
        }
    }

    private RunJournal OpenJournal(PastRun run, ILease lease)
    {
        lease.Begin(run.Run);
        return new RunJournal(project.State.OpenJournal(new RunKey(run.Portal, run.Run), lease));
    }

    public async Task<RunReport> ContinueAsync(
        string name,
        bool failedOnly,
        RunOptions options,
        RunEvents events,
        CancellationToken stop
    )
    {
        var before = session.Stats.Snapshot();
        var found = archive.Find(session.Settings.DisplayHost, name);
        var plan = archive.PlanOf(found);
        await gate.AdmitAsync(plan, options, PlanUse.Continued, stop);
        using var lease = project.State.Leases.Take(
            session.Settings.DisplayHost,
            options.TakeOver ? TakeOver.WhenStale : TakeOver.WhenGone
        );
        var run = ledger.Claim(plan.Header, found.Run, project.Who, clock.GetUtcNow(), lease);
        using var journal = OpenJournal(run, lease);
        using var soFar = archive.OpenJournal(run);
        var summary = RunReports.Summary(plan.Footer.Counts, journal);
        var total = RunArchive.Left(plan, summary, failedOnly);
        var lines = Unfinished(plan, soFar, failedOnly, new Verdicts((await facts(stop)).Catalogue));
        return await CarryOutAsync(
            new Course(plan, run, journal, lease, before),
            lines,
            total,
            new Start(SettleFirst: !failedOnly && summary.Unknown > 0, PlannedAt: null),
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

    /// <param name="SettleFirst">Writes of an earlier process may still be at work.</param>
    /// <param name="PlannedAt">Since when planning has read the leads, if it was just done.</param>
    private readonly record struct Start(bool SettleFirst, DateTimeOffset? PlannedAt);

    /// <summary>What a run under way holds open.</summary>
    private sealed record Course(Plan Plan, PastRun Run, RunJournal Journal, ILease Lease, RunStats Before);

    private async Task<RunReport> CarryOutAsync(
        Course course,
        IEnumerable<PlanLine> lines,
        int count,
        Start start,
        RunOptions options,
        RunEvents events,
        CancellationToken stop
    )
    {
        var portal = await facts(CancellationToken.None);
        (lines, count) = options.First is { } first ? (lines.Take(first), Math.Min(first, count)) : (lines, count);
        var executor = new Executor(
            session,
            portal,
            course.Journal,
            clock,
            new ExecutorOptions
            {
                MaxFailures = options.Limits.MaxFailures,
                PauseFile = project.PauseFile,
                SecondsPerWrite = ledger.CostOfWrite(session.Settings.DisplayHost),
                PlannedAt = start.PlannedAt,
                SettleFirst = start.SettleFirst,
                Confirm = course.Lease.Confirm,
                Events = events,
            }
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, course.Lease.Lost);
        events.Started?.Invoke(course.Run.Run, count);
        LeadOpsException? problem = null;
        var ended = default(ExecutorEnd);
        try
        {
            ended = await executor.RunAsync(lines, count, either.Token);
            problem = Ended(() => course.Lease.Confirm());
        }
        catch (LeadOpsException broken)
        {
            problem = broken;
        }
        finally
        {
            var end = Ended(() => End(course, ended, options.First is not null));
            problem ??= end;
        }

        return Reported(course, problem);
    }

    /// <summary>A state that cannot be read any more must not hide why the run ended, nor how it goes on.</summary>
    private RunReport Reported(Course course, LeadOpsException? problem)
    {
        RunReport report;
        try
        {
            var run = archive.History(course.Run.Portal).First(run => run.Run == course.Run.Run);
            report = archive.Report(run, course.Plan, course.Journal);
        }
        catch (LeadOpsException unreadable)
        {
            var cause = problem ?? unreadable;
            throw new LeadOpsException(
                cause.Failure,
                $"{cause.Message} The run is interrupted. Continue with: leadops resume {course.Run.Run}{project.PortalFlag}",
                cause
            );
        }

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

    private void End(Course course, ExecutorEnd ended, bool isCanary)
    {
        var footer = course.Plan.Footer;
        var summary = RunReports.Summary(footer.Counts, course.Journal);
        var isLeft = summary.Skipped > footer.Counts.Blocked || summary.Unknown > 0;
        var happened =
            ended.TooManyFailures ? RunEvent.TooManyFailures
            : !ended.IsFinished ? RunEvent.Interrupted
            : isLeft ? (isCanary && summary.IsCleanSoFar ? RunEvent.Paused : RunEvent.Interrupted)
            : summary.IsClean && footer.LeftAlone == 0 && footer.Rejects.Count == 0 ? RunEvent.AllWell
            : RunEvent.Ended;
        ledger.Note(
            course.Plan.Header,
            course.Run,
            happened,
            course.Run.Stats.With(session.Stats.Since(course.Before)),
            clock.GetUtcNow(),
            course.Lease
        );
    }
}
