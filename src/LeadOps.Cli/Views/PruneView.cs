using System.Text.Json.Nodes;
using LeadOps.Cli.Commands;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>What `state prune` took away, or would.</summary>
internal static class PruneView
{
    public static void Text(OldState old, bool isDry)
    {
        Terminal.Out.WriteLine(
            $"{Counted.Of(old.Runs.Count, "run")}, {Counted.Of(old.Rollouts.Count, "rollout")} and "
                + $"{Counted.Of(old.Plans.Count, "stored plan")} "
                + (isDry ? "would be taken away." : "taken away.")
                + (
                    old.Unfinished.Count == 0
                        ? ""
                        : $" {Counted.Of(old.Unfinished.Count, "unfinished run stays", "unfinished runs stay")}; "
                            + "resume or roll back."
                )
        );
        foreach (var portal in old.Runs.GroupBy(run => run.Key.Portal))
        {
            var days = portal.Select(run => $"{run.StartedAt.UtcDateTime:yyyy-MM-dd}").Order().ToList();
            Terminal.Out.WriteLine(
                $"  {portal.Key}  {Counted.Of(days.Count, "run")}, "
                    + (days[0] == days[^1] ? $"of {days[0]}" : $"from {days[0]} to {days[^1]}")
            );
        }
    }

    public static void WriteJson(OldState old, bool isDry) =>
        Terminal.Out.WriteLine(
            Json.Text(
                new JsonObject
                {
                    ["formatVersion"] = 1,
                    ["dryRun"] = isDry,
                    ["runs"] = Runs(old.Runs),
                    ["rollouts"] = new JsonArray([.. old.Rollouts.Select(id => (JsonNode)id)]),
                    ["storedPlans"] = new JsonArray([
                        .. old.Plans.Select(plan =>
                            (JsonNode)new JsonObject { ["portal"] = plan.Portal, ["plan"] = plan.Plan }
                        ),
                    ]),
                    ["unfinishedRuns"] = Runs(old.Unfinished),
                }
            )
        );

    private static JsonArray Runs(IReadOnlyList<RunRow> runs) =>
        [.. runs.Select(run => (JsonNode)new JsonObject { ["portal"] = run.Key.Portal, ["run"] = run.Key.Name })];
}
