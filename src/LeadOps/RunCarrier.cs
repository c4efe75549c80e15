using LeadOps.Applying;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps;

/// <summary>Carries out the leads of a run that has begun, notes how it ended and reports.</summary>
internal sealed class RunCarrier(PortalSession session, Project project, TimeProvider clock)
{
    private readonly RunLedger ledger = new(project.State, project.PortalFlag);
    private readonly RunArchive archive = new(project.State, project.PortalFlag);

    public async Task<RunReport> CarryOutAsync(
        RunCourse course,
        IEnumerable<PlanLine> lines,
        int count,
        RunStart start,
        PortalFacts portal,
        RunOptions options,
        RunEvents events,
        CancellationToken stop
    )
    {
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
            course.Journal.Began(clock.GetUtcNow());
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

    /// <summary>
    /// A state that cannot be read any more must not hide why the run ended, nor how it goes on. One that cannot be
    /// written any more still calls it running.
    /// </summary>
    private RunReport Reported(RunCourse course, LeadOpsException? problem)
    {
        RunReport report;
        try
        {
            var run = archive.History(course.Run.Portal).First(run => run.Run == course.Run.Run);
            report = archive.Report(
                run.Status == RunStatus.Running ? run with { Status = RunStatus.Interrupted } : run,
                course.Plan,
                course.Journal
            );
        }
        catch (LeadOpsException unreadable)
        {
            var cause = problem ?? unreadable;
            throw new LeadOpsException(
                cause.Failure,
                $"{cause.Message} The run is interrupted. "
                    + $"Continue with: leadops resume {course.Run.Run}{project.PortalFlag}",
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

    private void End(RunCourse course, ExecutorEnd ended, bool isCanary)
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
