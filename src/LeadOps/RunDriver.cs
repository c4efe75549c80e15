using LeadOps.Applying;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps;

/// <summary>
/// The half of the pipeline that writes: a run begins, goes on and ends, with its lock, ledger, folder and journal.
/// </summary>
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
    private readonly RunCarrier carrier = new(session, project, clock);

    public async Task<RunReport> ApplyAsync(Plan plan, RunOptions options, RunEvents events, CancellationToken stop)
    {
        var before = session.Stats.Snapshot();
        await gate.AdmitAsync(plan, options, PlanUse.NewRun, stop);
        using var lease = project.State.Leases.Take(
            session.Settings.DisplayHost,
            options.TakeOver ? TakeOver.WhenStale : TakeOver.Never,
            project.PortalFlag
        );
        var (run, kept) = Begin(plan, lease);
        using var journal = OpenJournal(run, lease);
        var lines = kept
            .Leads.Select((lead, sequence) => new PlanLine(sequence, lead))
            .Where(line => line.Lead.Action != LeadAction.Blocked);
        return await carrier.CarryOutAsync(
            new RunCourse(kept, run, journal, lease, before),
            lines,
            kept.Footer.Counts.Writes,
            new RunStart(SettleFirst: false, options.WasAsked ? null : plan.ReadSince),
            await facts(CancellationToken.None),
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
            options.TakeOver ? TakeOver.WhenStale : TakeOver.WhenGone,
            project.PortalFlag
        );
        var run = ledger.Claim(plan.Header, found.Run, project.Who, clock.GetUtcNow(), lease);
        using var journal = OpenJournal(run, lease);
        using var soFar = archive.OpenJournal(run);
        var summary = RunReports.Summary(plan.Footer.Counts, journal);
        var total = RunArchive.Left(plan, summary, failedOnly);
        var lines = Unfinished(plan, soFar, failedOnly, new Verdicts((await facts(stop)).Catalogue));
        return await carrier.CarryOutAsync(
            new RunCourse(plan, run, journal, lease, before),
            lines,
            total,
            new RunStart(SettleFirst: !failedOnly && summary.Unknown > 0, PlannedAt: null),
            await facts(CancellationToken.None),
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
}
