using LeadOps.Diagnostics;
using LeadOps.Storage.Local;

namespace LeadOps.Storage.Postgres;

/// <summary>What became of a local state.</summary>
/// <param name="Copied">Runs that are in the shared state now.</param>
/// <param name="Present">Runs that were there already.</param>
public sealed record MigrationResult(int Copied, int Present, int Rollouts, int Plans, int Tokens);

/// <summary>
/// Copies a local state into a shared one and compares what came out. It may be broken off and run again: what is
/// there is left as it is, what is there by half is completed.
/// </summary>
public sealed class StateMigration(LocalState from, PostgresState to, string runsFolder)
{
    public async Task<MigrationResult> RunAsync(string exceptPortal, CancellationToken cancellationToken)
    {
        var (copied, present) = (0, 0);
        foreach (var (portal, _) in from.Runs.Portals().Where(portal => portal.Portal != exceptPortal))
        {
            using var lease = to.Leases.Take(portal, TakeOver.Never);
            foreach (var run in from.Runs.Of(portal).Reverse())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (Copy(run, lease))
                {
                    copied++;
                }
                else
                {
                    present++;
                }
            }
        }

        CopyRemoved(exceptPortal);
        return new MigrationResult(
            copied,
            present,
            from.Rollouts.All().Count(rollout => CopyRollout(rollout, exceptPortal)),
            CopyPlans(exceptPortal),
            await CopyTokensAsync(cancellationToken)
        );
    }

    /// <summary>False when it is there as a whole; it may have gone on there since.</summary>
    private bool Copy(RunRow run, ILease lease)
    {
        using var source = from.OpenJournal(run.Key, lease: null);
        using var target = to.OpenJournal(run.Key, lease);
        if (to.Runs.Find(run.Key) is not null && Lines(target) >= Lines(source))
        {
            return false;
        }

        var folder = new RunFolder(runsFolder, run.Key.Name);
        if (from.Plans.Of(run.Key) is not null)
        {
            to.Plans.Keep(folder, run.Key.Portal);
        }

        // Old ledgers did not say which plan a run had used.
        var claimed = run.Plan.Length > 0 ? run : run with { Plan = $"unknown of {run.Key.Name}" };
        if (!to.Runs.Claim(claimed, lease))
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The plan of the run {run.Key.Name} was used by another run in {to.Description}. "
                    + "Nothing more was copied."
            );
        }

        var last = Last(target);
        for (var page = source.Page(last); page.Count > 0; page = source.Page(page[^1].Sequence))
        {
            // Without its outcome a line was begun; one with an outcome needs no intent before it.
            target.Record(
                [.. page.Select(entry => entry.Outcome).OfType<OutcomeRow>()],
                [.. page.Where(entry => entry.Outcome is null).Select(entry => entry.Sequence)],
                null,
                run.StartedAt
            );
        }

        Finish(run, lease);
        Verify(run, source, target);
        return true;
    }

    private void Finish(RunRow run, ILease lease)
    {
        to.Runs.Change(
            run.Key,
            new RunChange(run.Status)
            {
                Stats = run.Stats,
                Cost = ((LocalRuns)from.Runs).CostOf(run.Key),
                Once =
                [
                    .. run
                        .Manifests.Select(manifest => from.Runs.Once(run.Key.Portal, manifest.Name))
                        .OfType<OnceRow>()
                        .Where(once => once.Run == run.Key.Name),
                ],
            },
            lease
        );
        ((PostgresRuns)to.Runs).Backdate(run);
    }

    /// <summary>`state prune` takes runs away, and what they did still counts.</summary>
    private void CopyRemoved(string exceptPortal)
    {
        var (local, shared) = ((LocalRuns)from.Runs, (PostgresRuns)to.Runs);
        local
            .PlansOfRemoved()
            .Where(used => used.Portal != exceptPortal)
            .ToList()
            .ForEach(used => shared.Remember(used.Portal, used.Plan, used.Run));
        local
            .OnceOfRemoved()
            .Where(done => done.Portal != exceptPortal)
            .ToList()
            .ForEach(done => shared.Remember(done.Portal, done.Once));
    }

    private void Verify(RunRow run, IJournalStore source, IJournalStore target)
    {
        var copy = to.Runs.Find(run.Key);
        if (
            copy?.Status != run.Status
            || !Sorted(source).SequenceEqual(Sorted(target))
            || (from.Plans.Of(run.Key) is not null && to.Plans.Of(run.Key) is null)
        )
        {
            throw NotWhole($"run {run.Key.Name}");
        }
    }

    private LeadOpsException NotWhole(string what) =>
        new(
            Failure.Portal,
            $"The {what} did not arrive whole in {to.Description}. "
                + "The local state is unchanged; run `leadops state migrate` again."
        );

    private static IEnumerable<(string? Verdict, int Lines)> Sorted(IJournalStore journal) =>
        journal.Counts().OrderBy(count => count.Verdict, StringComparer.Ordinal);

    private static int Lines(IJournalStore journal) => journal.Counts().Sum(count => count.Lines);

    private static int Last(IJournalStore journal)
    {
        var last = -1;
        for (var page = journal.Page(last); page.Count > 0; page = journal.Page(last))
        {
            last = page[^1].Sequence;
        }

        return last;
    }

    /// <summary>False when it is there, where it may have gone on since, or is about the portal that stays.</summary>
    private bool CopyRollout(RolloutRow rollout, string exceptPortal)
    {
        var portals = from.Rollouts.PortalsOf(rollout.Id);
        if (to.Rollouts.Find(rollout.Id) is not null || portals.Any(portal => portal.Host == exceptPortal))
        {
            return false;
        }

        to.Rollouts.Add(rollout, portals);
        return
            to.Rollouts.Find(rollout.Id)?.Status == rollout.Status
            && Lasting(to.Rollouts.PortalsOf(rollout.Id)).SequenceEqual(Lasting(portals))
            ? true
            : throw NotWhole($"rollout {rollout.Id}");
    }

    /// <summary>Without times: the stores keep them to different fractions of a second.</summary>
    private static IEnumerable<RolloutPortalRow> Lasting(IReadOnlyList<RolloutPortalRow> portals) =>
        portals.Select(portal => portal with { FinishedAt = null });

    /// <summary>Plans that wait for a run: of `plan --store`, and of rollouts that go on.</summary>
    private int CopyPlans(string exceptPortal)
    {
        var waiting = from
            .Plans.Stored("")
            .Except(to.Plans.Stored(""))
            .Where(plan => plan.Portal != exceptPortal && from.Runs.UserOf(plan.Portal, plan.Plan) is null)
            .ToList();
        waiting.ForEach(plan => to.Plans.Store(plan.Portal, plan.Plan, from.Plans.Fetch(plan.Portal, plan.Plan)));
        return waiting.Except(to.Plans.Stored("")).Select(plan => plan.Plan).FirstOrDefault() is { } lost
            ? throw NotWhole($"stored plan {lost}")
            : waiting.Count;
    }

    private async Task<int> CopyTokensAsync(CancellationToken cancellationToken)
    {
        var copied = 0;
        foreach (var name in ((LocalTokens)from.Tokens).Names())
        {
            await using var source = await from.Tokens.HoldAsync(name, cancellationToken);
            await using var target = await to.Tokens.HoldAsync(name, cancellationToken);
            if (target.Read() is null && source.Read() is { } content)
            {
                target.Write(content);
                copied++;
            }
        }

        return copied;
    }
}
