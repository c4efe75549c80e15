using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>crm.automation.trigger.*: for an application that acts for an administrator.</summary>
internal sealed partial class TriggerMethods(LeadDesk desk)
{
    private readonly SortedDictionary<string, string> triggers = new(StringComparer.Ordinal);

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.automation.trigger.add", Allowed(Add)),
            ("crm.automation.trigger.list", Allowed((_, _) => new Answer(Known()))),
            ("crm.automation.trigger.delete", Allowed(Delete)),
            ("crm.automation.trigger.execute", Allowed(Execute)),
        ];

    private static Method Allowed(Method method) =>
        (call, caller) =>
            caller switch
            {
                { IsApplication: false } => throw Denied("Access denied! Application context required"),
                { IsAdmin: false } => throw Denied("Access denied! Admin permissions required"),
                _ => method(call, caller),
            };

    /// <summary>A trigger of the same code gets the new name.</summary>
    private Answer Add(Parameters call, Caller caller)
    {
        var code = Code(call);
        triggers[code] = call.Get("name") is "" or "0"
            ? throw RestException.Legacy("Empty trigger name!")
            : call.Get("name");
        return new Answer(true);
    }

    private JsonArray Known() =>
        Nodes.List(triggers, trigger => new JsonObject { ["NAME"] = trigger.Value, ["CODE"] = trigger.Key });

    private Answer Delete(Parameters call, Caller caller) =>
        triggers.Remove(Code(call)) ? new Answer(true) : throw RestException.Legacy("Trigger not found!");

    private Answer Execute(Parameters call, Caller caller)
    {
        var code = Code(call);
        if (!triggers.ContainsKey(code))
        {
            throw RestException.Legacy("Trigger not found!");
        }

        var lead = call.Int("owner_type_id") == 1 ? desk.Store.Find(call.Int("owner_id")) : null;
        desk.Automation.Trigger(lead ?? throw RestException.Legacy("Document not found!"), code);
        return new Answer(true);
    }

    private static string Code(Parameters call) =>
        call.Get("code") switch
        {
            "" or "0" => throw RestException.Legacy("Empty trigger code!"),
            var code when !Codes().IsMatch(code) => throw RestException.Legacy("Wrong trigger code!"),
            var code => code,
        };

    private static RestException Denied(string text) => new(403, "ACCESS_DENIED", text);

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex Codes();
}
