using LeadOps.Rollouts;
using static LeadOps.Rollouts.PortalState;

namespace LeadOps.Tests.Rollouts;

internal sealed class RolloutDecisionTests
{
    private static TestCaseData Case(
        string name,
        RolloutStep step,
        RolloutWish? wish,
        int maxFailed,
        params (int Wave, PortalState State)[] portals
    ) =>
        new TestCaseData(
            step,
            new RolloutFacts(wish, maxFailed, [.. portals.Select(one => (one.Wave, one.State, 1))])
        ).SetName(name);

    private static IEnumerable<TestCaseData> Cases =>
        [
            Case("The_first_wave_is_planned", RolloutStep.Plan, null, 0, (1, Waiting), (2, Waiting)),
            Case("A_planned_wave_wants_approval", RolloutStep.Approve, null, 0, (1, Planned), (2, Waiting)),
            Case("All_of_a_wave_is_planned_first", RolloutStep.Plan, null, 0, (1, Planned), (1, Waiting)),
            Case("An_approved_wave_is_worked_on", RolloutStep.Work, null, 0, (1, Queued), (2, Waiting)),
            Case(
                "A_wave_at_work_holds_the_next_one",
                RolloutStep.Work,
                null,
                0,
                (1, Succeeded),
                (1, Working),
                (2, Waiting)
            ),
            Case(
                "A_wave_begins_when_the_one_before_ended_well",
                RolloutStep.Plan,
                null,
                0,
                (1, Succeeded),
                (2, Waiting)
            ),
            Case("The_last_portal_ends_it", RolloutStep.Finish, null, 0, (1, Succeeded), (2, Succeeded)),
            Case("Over_the_limit_it_stops", RolloutStep.Stop, null, 0, (1, Failed), (2, Waiting)),
            Case("A_refused_portal_counts", RolloutStep.Stop, null, 0, (1, Refused), (1, Planned)),
            Case("A_portal_done_partly_counts", RolloutStep.Stop, null, 0, (1, Partly), (2, Waiting)),
            Case("A_broken_run_counts", RolloutStep.Stop, null, 0, (1, Interrupted), (2, Waiting)),
            Case("At_the_limit_it_goes_on", RolloutStep.Plan, null, 1, (1, Failed), (2, Waiting)),
            Case(
                "Over_the_limit_portals_at_work_are_finished",
                RolloutStep.Drain,
                null,
                0,
                (1, Failed),
                (1, Working),
                (1, Queued)
            ),
            Case("Over_the_limit_in_the_last_wave_it_has_ended", RolloutStep.Finish, null, 0, (1, Failed)),
            Case(
                "Asked_to_pause_portals_at_work_are_finished",
                RolloutStep.Drain,
                RolloutWish.Pause,
                0,
                (1, Working),
                (2, Waiting)
            ),
            Case("Asked_to_pause_it_pauses", RolloutStep.Pause, RolloutWish.Pause, 0, (1, Queued), (2, Waiting)),
            Case(
                "Asked_to_pause_after_the_last_portal_it_has_ended",
                RolloutStep.Finish,
                RolloutWish.Pause,
                0,
                (1, Succeeded)
            ),
            Case("Asked_to_abort_it_ends", RolloutStep.Abort, RolloutWish.Abort, 0, (1, Succeeded), (2, Waiting)),
            Case("Asked_to_abort_portals_at_work_are_finished", RolloutStep.Drain, RolloutWish.Abort, 0, (1, Working)),
            Case("Over_the_limit_a_pause_is_a_stop", RolloutStep.Stop, RolloutWish.Pause, 0, (1, Failed), (2, Waiting)),
        ];

    [TestCaseSource(nameof(Cases))]
    public void The_next_step_follows_from_the_facts(RolloutStep step, RolloutFacts facts) =>
        Assert.That(RolloutDecision.Next(facts), Is.EqualTo(step));

    [Test]
    public void Every_state_is_open_well_or_bad()
    {
        var states = Enum.GetValues<PortalState>();

        Assert.That(states.Where(PortalStates.IsOpen), Is.EqualTo(new[] { Waiting, Planned, Queued, Working }));
        Assert.That(states.Where(PortalStates.IsBad), Is.EqualTo(new[] { Partly, Interrupted, Refused, Failed }));
    }
}
