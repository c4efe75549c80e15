using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.Storage;
using LeadOps.Storage.Postgres;

namespace LeadOps.Cli.Views;

/// <summary>What the state holds, without lead data.</summary>
internal static class StateView
{
    public static void Text(IState state, string? note)
    {
        var portals = state.Runs.Portals();
        Terminal.Out.WriteLine($"{(state.IsShared ? "shared" : "local")}: {state.Description}");
        foreach (var (portal, runs) in portals)
        {
            Terminal.Out.WriteLine($"  {portal}  {Counted.Of(runs, "run")}{Held(state.Leases.Holder(portal))}");
        }

        Terminal.Out.WriteLine(
            (portals.Count == 0 ? "  0 runs, " : "  ")
                + $"{Counted.Of(state.Rollouts.All().Count, "rollout")}, "
                + Counted.Of(state.Plans.Stored("").Count, "stored plan")
        );
        if (note is not null)
        {
            Terminal.Out.WriteLine(note);
        }
    }

    public static void WriteJson(IState state) =>
        Terminal.Out.WriteLine(
            Json.Text(
                new JsonObject
                {
                    ["formatVersion"] = 1,
                    ["state"] = state.IsShared ? "postgres" : "local",
                    ["place"] = state.Description,
                    ["portals"] = new JsonArray([
                        .. state
                            .Runs.Portals()
                            .Select(portal =>
                                (JsonNode)new JsonObject { ["portal"] = portal.Portal, ["runs"] = portal.Runs }
                            ),
                    ]),
                    ["rollouts"] = state.Rollouts.All().Count,
                    ["storedPlans"] = state.Plans.Stored("").Count,
                }
            )
        );

    public static void Migrated(MigrationResult result, string place) =>
        Terminal.Out.WriteLine(
            $"{Counted.Of(result.Copied, "run")}, {Counted.Of(result.Rollouts, "rollout")}, "
                + $"{Counted.Of(result.Plans, "stored plan")} and {Counted.Of(result.Tokens, "token")} "
                + $"copied to {place} and compared; {Counted.Of(result.Present, "run was", "runs were")} there. "
                + "The local state is unchanged."
        );

    public static void Pruned(int runs, int rollouts, int plans, int unfinished) =>
        Terminal.Out.WriteLine(
            $"{Counted.Of(runs, "run")}, {Counted.Of(rollouts, "rollout")} and "
                + $"{Counted.Of(plans, "stored plan")} taken away."
                + (
                    unfinished == 0
                        ? ""
                        : $" {Counted.Of(unfinished, "unfinished run stays", "unfinished runs stay")}; "
                            + "resume or roll back."
                )
        );

    private static string Held(LeaseHolder? holder) =>
        holder is null
            ? ""
            : $", {(holder.IsStale ? "left behind" : "held")} by {holder.By.User} on {holder.By.Host}, "
                + $"process {holder.By.Process}, last heartbeat "
                + $"{holder.Heartbeat.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
