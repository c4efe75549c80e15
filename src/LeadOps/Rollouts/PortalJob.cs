using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Rollouts;

/// <summary>
/// Carries out the approved plan of one portal. It may be given twice, to several processes at once, or again after
/// the death of one: what was done is read from the portal's row, from the plan's use and from the run's journal, and
/// the lease of the portal lets one process write.
/// </summary>
public sealed class PortalJob(RolloutBook book, IPortalDoors doors, Operator who, TimeProvider clock)
{
    private const int Attempts = 20;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>Longer than it takes until the lease of a dead process is stale.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A run of a portal has ended or was broken off; called before the portal goes on.</summary>
    public Action<RunReport>? Reported { get; init; }

    /// <summary>
    /// Stopped by <paramref name="stop"/>, the run is recorded, the portal waits in the queue again, and this throws.
    /// </summary>
    public async Task RunAsync(string rollout, string name, CancellationToken stop)
    {
        if (Taken(rollout, name) is not { } portal)
        {
            return;
        }

        var options = PortalPlanning.RunOptionsOf(book.Of(rollout).Options);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (await CarriedOutAsync(rollout, portal, options, stop) is { } ended)
                {
                    book.Move(rollout, PortalState.Working, ended);
                }

                return;
            }
            catch (Exception problem) when (stop.IsCancellationRequested && IsKnown(problem))
            {
                book.Move(rollout, PortalState.Working, portal with { State = PortalState.Queued, Worker = null });
                throw new OperationCanceledException("The process ends; the portal waits for another.", problem, stop);
            }
            catch (LeadOpsException problem) when (StateLost(problem) && attempt < Attempts)
            {
                // The database was away; what was noted before says how the run goes on.
                await Task.Delay(Pause, clock, stop);
            }
            catch (LeadOpsException problem)
            {
                book.Move(rollout, PortalState.Working, Broken(portal, problem));
                return;
            }
        }
    }

    /// <summary>
    /// The portal, when it is for this process to work on it; null when it is done, held or another's.
    /// </summary>
    private RolloutPortal? Taken(string rollout, string name)
    {
        if (book.PortalOf(rollout, name) is not { State: PortalState.Queued or PortalState.Working } portal)
        {
            return null;
        }

        // What is at work already is finished, whatever is asked of the rollout.
        if (portal.State == PortalState.Queued && book.Facts(rollout).IsHeld)
        {
            return null;
        }

        var taken = portal with { State = PortalState.Working, Worker = $"{who.Host}/{who.Process}" };
        return book.Move(rollout, portal.State, taken) ? taken : null;
    }

    /// <summary>Null when another process has done it meanwhile.</summary>
    private async Task<RolloutPortal?> CarriedOutAsync(
        string rollout,
        RolloutPortal portal,
        RunOptions options,
        CancellationToken stop
    )
    {
        await using var visit = await doors.OpenAsync(portal.Name, stop);
        if (!await IsFreeAsync(rollout, portal, visit, stop))
        {
            return null;
        }

        var run = visit.State.Runs.UserOf(visit.Host, portal.Plan!);
        var report = await ReportAsync(visit, portal, run, options, stop);
        Reported?.Invoke(report);
        if (stop.IsCancellationRequested && RunTransitions.IsUnfinished(report.Status))
        {
            throw new OperationCanceledException(stop);
        }

        return portal with
        {
            Run = report.Run,
            State =
                report.Status == RunStatus.Succeeded && report.LeftAlone == 0 ? PortalState.Succeeded
                : RunTransitions.IsUnfinished(report.Status) ? PortalState.Interrupted
                : PortalState.Partly,
            Leads = Verdicts(report.Summary),
            Reason = Why(report),
            Failure = null,
            FinishedAt = clock.GetUtcNow(),
        };
    }

    /// <summary>
    /// A new run, the rest of one that was broken off, its failed leads again, or what was done already.
    /// </summary>
    private static async Task<RunReport> ReportAsync(
        PortalVisit visit,
        RolloutPortal portal,
        string? run,
        RunOptions options,
        CancellationToken stop
    )
    {
        if (run is null)
        {
            using var plan = PlanFile.Read(visit.State.Plans.Fetch(visit.Host, portal.Plan!));
            return await visit.Pipeline.ApplyAsync(plan, options, new RunEvents(), stop);
        }

        var past = visit.Archive.Find(visit.Host, run);
        var failedOnly = past.Status == RunStatus.Partly;
        return visit.Archive.Finished(past, failedOnly)
            ?? await visit.Pipeline.ContinueAsync(run, failedOnly, options, new RunEvents(), stop);
    }

    /// <summary>
    /// A dead process holds the portal until its lease is stale; one that lives and works on the same plan is waited
    /// for.
    /// </summary>
    private async Task<bool> IsFreeAsync(
        string rollout,
        RolloutPortal portal,
        PortalVisit visit,
        CancellationToken stop
    )
    {
        var since = clock.GetTimestamp();
        while (visit.State.Leases.Holder(visit.Host) is { IsStale: false, IsGone: false } holder)
        {
            var isOurs = holder.Run is { } run && run == visit.State.Runs.UserOf(visit.Host, portal.Plan!);
            if (!isOurs && clock.GetElapsedTime(since) > Patience)
            {
                return true;
            }

            await Task.Delay(Pause, clock, stop);
            if (book.PortalOf(rollout, portal.Name)?.State != PortalState.Working)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What is known of a run that was broken off.</summary>
    private RolloutPortal Broken(RolloutPortal portal, LeadOpsException problem)
    {
        var report = (problem as RunBrokenException)?.Report;
        if (report is not null)
        {
            Reported?.Invoke(report);
        }

        var run = report?.Run ?? book.State.Runs.UserOf(portal.Host!, portal.Plan!);
        return portal with
        {
            Run = run,
            State =
                run is not null ? PortalState.Interrupted
                : problem.Failure == Failure.Refused ? PortalState.Refused
                : PortalState.Failed,
            Leads = report is null ? portal.Leads : Verdicts(report.Summary),
            Reason = Portal.PortalAddress.Mask(problem.Masked.ReplaceLineEndings(" ")),
            Failure = problem.Failure,
            FinishedAt = clock.GetUtcNow(),
        };
    }

    private static string? Why(RunReport report) =>
        report.Status == RunStatus.Stopped ? "`limits.maxFailures` stopped the run."
        : report.LeftAlone > 0 ? $"{report.LeftAlone} leads were edited since and keep those edits."
        : null;

    private static Dictionary<Verdict, int> Verdicts(RunSummary summary) =>
        new Dictionary<Verdict, int>
        {
            [Verdict.Applied] = summary.Applied,
            [Verdict.Unchanged] = summary.Unchanged,
            [Verdict.Stale] = summary.Stale,
            [Verdict.Differs] = summary.Differs,
            [Verdict.Failed] = summary.Failed,
            [Verdict.Unknown] = summary.Unknown,
            [Verdict.Skipped] = summary.Skipped,
        }
            .Where(count => count.Value > 0)
            .ToDictionary();

    private static bool IsKnown(Exception problem) => problem is LeadOpsException or OperationCanceledException;

    private static bool StateLost(Exception? problem) =>
        problem is StateLostException || (problem?.InnerException is { } inner && StateLost(inner));
}
