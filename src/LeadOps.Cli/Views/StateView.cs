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
                                (JsonNode)
                                    new JsonObject
                                    {
                                        ["portal"] = portal.Portal,
                                        ["runs"] = portal.Runs,
                                        ["lock"] = Lock(state.Leases.Holder(portal.Portal)),
                                    }
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

    public static void MigratedJson(MigrationResult result, string place) =>
        Terminal.Out.WriteLine(
            Json.Text(
                new JsonObject
                {
                    ["formatVersion"] = 1,
                    ["place"] = place,
                    ["copied"] = new JsonObject
                    {
                        ["runs"] = result.Copied,
                        ["rollouts"] = result.Rollouts,
                        ["storedPlans"] = result.Plans,
                        ["tokens"] = result.Tokens,
                    },
                    ["runsThere"] = result.Present,
                }
            )
        );

    private static JsonObject? Lock(LeaseHolder? holder) =>
        holder is null
            ? null
            : new JsonObject
            {
                ["user"] = holder.By.User,
                ["host"] = holder.By.Host,
                ["process"] = holder.By.Process,
                ["heartbeat"] = Json.Time(holder.Heartbeat),
                ["run"] = holder.Run,
                ["leftBehind"] = holder.IsStale,
            };

    private static string Held(LeaseHolder? holder) =>
        holder is null
            ? ""
            : $", {(holder.IsStale ? "left behind" : "held")} by {holder.By.User} on {holder.By.Host}, "
                + $"process {holder.By.Process}, last heartbeat "
                + $"{holder.Heartbeat.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
