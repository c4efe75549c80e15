using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>event.*, placement.* and crm.automation.trigger.*: an application only; a webhook is refused.</summary>
internal sealed partial class ApplicationMethods(LeadDesk desk)
{
    private static readonly string[] Placements =
    [
        "CRM_LEAD_LIST_TOOLBAR",
        "CRM_LEAD_DETAIL_TOOLBAR",
        "CRM_LEAD_DETAIL_TAB",
        "CRM_LEAD_DETAIL_ACTIVITY",
        "CRM_LEAD_LIST_MENU",
    ];

    private readonly SortedDictionary<string, string> triggers = new(StringComparer.Ordinal);
    private readonly List<(string Placement, string Handler, string Title)> placements = [];

    private OutgoingEvents Sent => desk.Settings.Events;

    public IEnumerable<(string, Method)> Table =>
        [
            ("events", (_, _) => new Answer(Texts(OutgoingEvents.Known))),
            ("event.bind", Application(Bind)),
            ("event.unbind", Application(Unbind)),
            ("event.get", Application((_, _) => new Answer(Handlers()))),
            ("placement.list", Application((_, _) => new Answer(Texts(Placements)))),
            ("placement.bind", Application(BindPlacement)),
            ("placement.unbind", Application(UnbindPlacement)),
            ("placement.get", Application((_, _) => new Answer(PlacementList()))),
            ("crm.automation.trigger.add", Trigger(AddTrigger)),
            ("crm.automation.trigger.list", Trigger((_, _) => new Answer(TriggerList()))),
            ("crm.automation.trigger.delete", Trigger(DeleteTrigger)),
            ("crm.automation.trigger.execute", Trigger(ExecuteTrigger)),
        ];

    private static Method Application(Method method) =>
        (call, caller) =>
            caller.IsApplication
                ? method(call, caller)
                : throw new RestException(
                    403,
                    "WRONG_AUTH_TYPE",
                    "Current authorization type is denied for this method Application context required"
                );

    private static Method Trigger(Method method) =>
        (call, caller) =>
            caller switch
            {
                { IsApplication: false } => throw Denied("Access denied! Application context required"),
                { IsAdmin: false } => throw Denied("Access denied! Admin permissions required"),
                _ => method(call, caller),
            };

    private Answer Bind(Parameters call, Caller caller)
    {
        if (!OutgoingEvents.Known.Contains(call.Get("event").ToUpperInvariant()))
        {
            throw new RestException(400, "ERROR_EVENT_NOT_FOUND", "Event not found");
        }

        try
        {
            Sent.Bind(call.Get("event"), call.Get("handler"), call.Int("auth_type"));
            return new Answer(true);
        }
        catch (LocalPortalException)
        {
            throw new RestException(400, "INVALID_HANDLER_URL", "Unsupported event handler URL");
        }
    }

    private Answer Unbind(Parameters call, Caller caller) =>
        new(
            new JsonObject
            {
                ["count"] = Sent.Unbind(
                    call.Get("event") is { Length: > 0 } name ? name : null,
                    call.Get("handler") is { Length: > 0 } handler ? handler : null
                ),
            }
        );

    private JsonArray Handlers() =>
        new([
            .. Sent.Handlers.Select(handler =>
                (JsonNode)
                    new JsonObject
                    {
                        ["event"] = handler.Event,
                        ["handler"] = handler.Handler.OriginalString,
                        ["auth_type"] = $"{handler.UserId}",
                        ["offline"] = 0,
                    }
            ),
        ]);

    private Answer BindPlacement(Parameters call, Caller caller)
    {
        if (!Placements.Contains(call.Get("placement")))
        {
            throw new RestException(400, "ERROR_PLACEMENT_NOT_FOUND", "Placement not found");
        }

        placements.Add((call.Get("placement"), call.Get("handler"), call.Get("title")));
        return new Answer(true);
    }

    private Answer UnbindPlacement(Parameters call, Caller caller) =>
        new(
            new JsonObject
            {
                ["count"] = placements.RemoveAll(known =>
                    known.Placement == call.Get("placement")
                    && (call.Get("handler").Length == 0 || known.Handler == call.Get("handler"))
                ),
            }
        );

    private JsonArray PlacementList() =>
        new([
            .. placements.Select(known =>
                (JsonNode)
                    new JsonObject
                    {
                        ["placement"] = known.Placement,
                        ["userId"] = 0,
                        ["handler"] = known.Handler,
                        ["options"] = new JsonArray(),
                        ["title"] = known.Title,
                        ["description"] = "",
                    }
            ),
        ]);

    /// <summary>A trigger of the same code gets the new name.</summary>
    private Answer AddTrigger(Parameters call, Caller caller)
    {
        var code = Code(call);
        triggers[code] = call.Get("name") is "" or "0"
            ? throw RestException.Legacy("Empty trigger name!")
            : call.Get("name");
        return new Answer(true);
    }

    private JsonArray TriggerList() =>
        new([
            .. triggers.Select(trigger =>
                (JsonNode)new JsonObject { ["NAME"] = trigger.Value, ["CODE"] = trigger.Key }
            ),
        ]);

    private Answer DeleteTrigger(Parameters call, Caller caller) =>
        triggers.Remove(Code(call)) ? new Answer(true) : throw RestException.Legacy("Trigger not found!");

    private Answer ExecuteTrigger(Parameters call, Caller caller)
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
            var code when !Allowed().IsMatch(code) => throw RestException.Legacy("Wrong trigger code!"),
            var code => code,
        };

    private static RestException Denied(string text) => new(403, "ACCESS_DENIED", text);

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    [GeneratedRegex("^[A-Za-z0-9._-]+$")]
    private static partial Regex Allowed();
}
