using LeadOps.Rollouts;
using LeadOps.Storage;

namespace LeadOps.Cli.Commands;

/// <summary>What `state prune` takes away: what is older than a moment and over.</summary>
/// <param name="Runs">Finished runs.</param>
/// <param name="Unfinished">Runs that are as old, and stay until they are resumed or rolled back.</param>
/// <param name="Rollouts">Ids of rollouts that are over.</param>
/// <param name="Plans">Stored plans.</param>
internal sealed record OldState(
    IReadOnlyList<RunRow> Runs,
    IReadOnlyList<RunRow> Unfinished,
    IReadOnlyList<string> Rollouts,
    IReadOnlyList<(string Portal, string Plan)> Plans
)
{
    private static readonly string[] UnfinishedStates = ["Running", "Interrupted", "Paused", "Stopped"];

    public static OldState Of(IState state, DateTimeOffset before)
    {
        var runs = state
            .Runs.Portals()
            .SelectMany(portal => state.Runs.Of(portal.Portal))
            .Where(run => run.StartedAt < before)
            .ToLookup(run => UnfinishedStates.Contains(run.Status));
        return new OldState(
            [.. runs[false]],
            [.. runs[true]],
            new RolloutBook(state).OverBefore(before),
            state.Plans.StoredBefore(before)
        );
    }

    public void Remove(IState state)
    {
        var book = new RolloutBook(state);
        Runs.ToList().ForEach(run => state.Runs.Remove(run.Key));
        Rollouts.ToList().ForEach(book.Remove);
        Plans.ToList().ForEach(plan => state.Plans.Forget(plan.Portal, plan.Plan));
    }
}
