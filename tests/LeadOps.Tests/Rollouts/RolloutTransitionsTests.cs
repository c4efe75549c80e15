using LeadOps.Rollouts;
using Event = LeadOps.Rollouts.RolloutEvent;
using Status = LeadOps.Rollouts.RolloutStatus;

namespace LeadOps.Tests.Rollouts;

internal sealed class RolloutTransitionsTests
{
    private static readonly Status[] Resumable = [Status.Running, Status.Paused, Status.Stopped, Status.Partly];

    /// <summary>All pairs: from where each event may happen, and where it leads.</summary>
    private static readonly Dictionary<Event, (Status[] From, Status To)> Expected = new()
    {
        [Event.Continued] = (Resumable, Status.Running),
        [Event.Paused] = ([Status.Running], Status.Paused),
        [Event.TooManyFailed] = ([Status.Running], Status.Stopped),
        [Event.Aborted] = (Resumable, Status.Aborted),
        [Event.AllWell] = ([Status.Running], Status.Succeeded),
        [Event.Ended] = ([Status.Running], Status.Partly),
        [Event.TakenBack] = ([.. Resumable, Status.Aborted, Status.Succeeded], Status.RolledBack),
    };

    [Test]
    public void Nothing_but_this_may_happen()
    {
        var all =
            from status in Enum.GetValues<Status>()
            from happened in Enum.GetValues<Event>()
            select (status, happened);

        foreach (var (status, happened) in all)
        {
            var (from, to) = Expected[happened];
            Assert.That(
                RolloutTransitions.After(status, happened),
                Is.EqualTo(from.Contains(status) ? to : (Status?)null),
                $"{status} {happened}"
            );
        }
    }
}
