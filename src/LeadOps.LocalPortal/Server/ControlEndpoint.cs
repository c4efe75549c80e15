using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Wire;
using Microsoft.AspNetCore.Http;

namespace LeadOps.LocalPortal.Server;

/// <summary>`/control/WHAT?secret=SECRET`.</summary>
internal sealed class ControlEndpoint(Portal portal, RestEndpoint rest)
{
    private const string Unreadable =
        "The body is not a JSON object. Write for instance `{\"script\": \"drop-after@3\"}`.";

    private readonly ControlDoor door = new(
        new DataDoors(portal.Leads, portal.Log, portal.Faults, portal.Methods),
        new SetupDoors(portal.Leads, portal.OAuth)
    );

    public async Task AnswerAsync(HttpContext http, string what)
    {
        var (status, body) = await AnswerOfAsync(http, what);
        await AnswerWriter.JsonAsync(http, status, body);
    }

    private async Task<(int Status, JsonNode Body)> AnswerOfAsync(HttpContext http, string what)
    {
        if (what == "inflight")
        {
            return (200, new JsonObject { ["inflight"] = rest.InFlight });
        }

        if (http.Request.Query["secret"] != portal.Store.Secret)
        {
            return (401, AnswerWriter.Error("NO_AUTH_FOUND", "Add ?secret= with the webhook's secret"));
        }

        if (await RequestReader.ControlAsync(http.Request) is not { } call)
        {
            return (400, AnswerWriter.Error("INVALID", Unreadable));
        }

        lock (portal.Gate)
        {
            var answer = door.Answer(what, call);
            if (answer.Status == 200 && call.Members.Count > 1)
            {
                portal.Feed.Publish("setup", () => new JsonObject { ["what"] = what });
            }

            return answer;
        }
    }
}
