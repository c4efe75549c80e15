using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>What the state holds, without lead data.</summary>
internal static class StateView
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Text(IState state, string? note)
    {
        Terminal.Out.WriteLine($"{(state.IsShared ? "shared" : "local")}: {state.Description}");
        foreach (var (portal, runs) in state.Runs.Portals())
        {
            Terminal.Out.WriteLine(
                $"  {portal}  {runs} {(runs == 1 ? "run" : "runs")}{Held(state.Leases.Holder(portal))}"
            );
        }

        var plans = state.Plans.Stored("").Count;
        Terminal.Out.WriteLine($"  {plans} stored {(plans == 1 ? "plan" : "plans")}");
        if (note is not null)
        {
            Terminal.Out.WriteLine(note);
        }
    }

    public static void Json(IState state) =>
        Terminal.Out.WriteLine(
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
                ["storedPlans"] = state.Plans.Stored("").Count,
            }.ToJsonString(Indented)
        );

    public static void Line(string text) => Terminal.Out.WriteLine(text);

    private static string Held(LeaseHolder? holder) =>
        holder is null
            ? ""
            : $", {(holder.IsStale ? "left behind" : "held")} by {holder.By.User} on {holder.By.Host}, "
                + $"process {holder.By.Process}, last heartbeat "
                + $"{holder.Heartbeat.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC";
}
