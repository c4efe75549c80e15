using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Faults;

namespace LeadOps.LocalPortal.Server;

/// <summary>Collects what the log shows of one request while it is answered.</summary>
internal sealed class RequestRecorder(Portal portal, string method, IReadOnlyList<string> called, Struck struck)
{
    private static readonly string[] Cutting = ["drop-before", "drop-after", "cut"];

    private readonly string time = portal.Clock.Now();
    private string who = "";
    private JsonObject? body;

    public void By(Caller caller) =>
        who = $"{caller.User.Name} {caller.User.LastName}{(caller.IsApplication ? " (application)" : "")}";

    public void Answered(JsonObject answer) => body = answer;

    /// <param name="status">Of the answer as it went out; null when nothing did.</param>
    public void Done(int? status)
    {
        var isCut = struck.First(Cutting) is not null;
        portal.Requests.Add(
            new LoggedRequest(struck.Number, time, method, [.. called.Skip(1)], [.. Faults()])
            {
                Who = who,
                Status = isCut ? 0 : status ?? 0,
                Error = body?["error"]?.ToString() is { Length: > 0 } code
                    ? code
                    : body?["error_description"]?.ToString() ?? "",
                Failed = (body?["result"] as JsonObject)?["result_error"] switch
                {
                    JsonObject named => named.Count,
                    JsonArray listed => listed.Count,
                    _ => 0,
                },
                Cost = (double?)body?["time"]?["duration"] ?? 0,
            }
        );
    }

    private IEnumerable<string> Faults() =>
        struck
            .Request.Select(fault => fault.Argument.Length > 0 ? $"{fault.Action}:{fault.Argument}" : fault.Action)
            .Concat(struck.Calls.OrderBy(call => call.Key).Select(call => $"{call.Value} (call {call.Key + 1})"));
}
