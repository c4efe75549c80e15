namespace LeadOps.Rollouts;

/// <summary>
/// Leads one rollout: asks <see cref="RolloutDecision"/> for the next step, does it, and asks again. All that it
/// knows lies in the state, so that another process can lead on.
/// </summary>
public sealed class RolloutDriver(
    RolloutBook book,
    PortalPlanning planning,
    IPortalEngine engine,
    RolloutEvents events,
    int atOnce,
    TimeProvider clock
)
{
    private readonly Dictionary<string, PortalPlan?> plans = new(StringComparer.Ordinal);
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Ends when the rollout is done, stopped, paused or aborted.</summary>
    public async Task<Rollout> RunAsync(Rollout rollout, CancellationToken stop)
    {
        using var lease = book.Lead(rollout);
        Prepare(rollout);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            lease.Confirm();
            var facts = book.Facts(rollout.Id);
            switch (RolloutDecision.Next(facts))
            {
                case RolloutStep.Plan:
                    await PlanAsync(rollout, facts.Wave!.Value, stop);
                    break;
                case RolloutStep.Approve:
                    await ApproveAsync(rollout, facts.Wave!.Value, stop);
                    break;
                case RolloutStep.Drain:
                    events.Draining(facts);
                    await WaitAsync(rollout, stop);
                    break;
                case RolloutStep.Work:
                    await WaitAsync(rollout, stop);
                    break;
                case RolloutStep.Pause:
                    return End(rollout, RolloutEvent.Paused);
                case RolloutStep.Stop:
                    return End(rollout, RolloutEvent.TooManyFailed);
                case RolloutStep.Abort:
                    return End(rollout, RolloutEvent.Aborted);
                case RolloutStep.Finish:
                    return End(rollout, facts.Bad == 0 ? RolloutEvent.AllWell : RolloutEvent.Ended);
            }
        }
    }

    /// <summary>
    /// Plans that nobody approved are made again; what was approved is begun, in case nobody was told.
    /// </summary>
    private void Prepare(Rollout rollout)
    {
        var portals = book.PortalsOf(rollout.Id);
        foreach (var portal in portals.Where(portal => portal.State == PortalState.Planned))
        {
            book.Move(rollout.Id, portal.State, portal with { State = PortalState.Waiting, Plan = null });
        }

        told.UnionWith(portals.Where(portal => !PortalStates.IsOpen(portal.State)).Select(portal => portal.Name));
        engine.Begin(
            rollout.Id,
            [
                .. portals
                    .Where(portal => portal.State is PortalState.Queued or PortalState.Working)
                    .Select(portal => portal.Name),
            ]
        );
    }

    private async Task PlanAsync(Rollout rollout, int wave, CancellationToken stop)
    {
        var waiting = book.PortalsOf(rollout.Id)
            .Where(portal => portal.Wave == wave && portal.State == PortalState.Waiting)
            .ToList();
        await Parallel.ForEachAsync(
            waiting,
            new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = stop },
            async (portal, cancel) =>
            {
                var (planned, figures) = await planning.RunAsync(portal, cancel);
                lock (plans)
                {
                    plans[portal.Name] = figures;
                }

                book.Move(rollout.Id, PortalState.Waiting, planned);
            }
        );
        events.Planned(WaveOf(rollout, wave, waiting));
        TellEnded(rollout);
    }

    private PlannedWave WaveOf(Rollout rollout, int wave, IReadOnlyList<RolloutPortal> planned)
    {
        var names = planned.Select(portal => portal.Name).ToHashSet(StringComparer.Ordinal);
        var portals = book.PortalsOf(rollout.Id);
        return new PlannedWave(
            wave,
            portals.Max(portal => portal.Wave),
            [
                .. portals
                    .Where(portal => names.Contains(portal.Name))
                    .Select(portal => (portal, plans.GetValueOrDefault(portal.Name))),
            ]
        );
    }

    private async Task ApproveAsync(Rollout rollout, int wave, CancellationToken stop)
    {
        var planned = book.PortalsOf(rollout.Id)
            .Where(portal => portal.Wave == wave && portal.State == PortalState.Planned)
            .ToList();
        await events.ApproveAsync(WaveOf(rollout, wave, planned), stop);
        planned.ForEach(portal =>
            book.Move(rollout.Id, PortalState.Planned, portal with { State = PortalState.Queued })
        );
        engine.Begin(rollout.Id, [.. planned.Select(portal => portal.Name)]);
    }

    private async Task WaitAsync(Rollout rollout, CancellationToken stop)
    {
        await engine.WaitAsync(rollout.Id, stop);
        TellEnded(rollout);
    }

    private void TellEnded(Rollout rollout)
    {
        foreach (
            var portal in book.PortalsOf(rollout.Id)
                .Where(portal => !PortalStates.IsOpen(portal.State))
                .OrderBy(portal => portal.FinishedAt)
                .Where(portal => told.Add(portal.Name))
        )
        {
            events.PortalEnded(rollout, portal);
        }
    }

    /// <summary>What was approved and not begun waits for a new plan.</summary>
    private Rollout End(Rollout rollout, RolloutEvent happened)
    {
        foreach (
            var portal in book.PortalsOf(rollout.Id)
                .Where(portal => portal.State is PortalState.Queued or PortalState.Planned && portal.Run is null)
        )
        {
            book.Move(rollout.Id, portal.State, portal with { State = PortalState.Waiting, Plan = null });
        }

        if (happened == RolloutEvent.AllWell && rollout.RollbackOf is { } undone)
        {
            book.Change(book.Of(undone), RolloutEvent.TakenBack, clock.GetUtcNow());
        }

        book.Wish(rollout, null);
        return book.Change(book.Now(rollout), happened, clock.GetUtcNow());
    }
}
