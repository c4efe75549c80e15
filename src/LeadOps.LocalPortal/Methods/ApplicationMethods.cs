using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods;

/// <summary>event.* and placement.*: an application only; a webhook is refused.</summary>
internal sealed class ApplicationMethods(LeadDesk desk)
{
    private static readonly string[] Placements =
    [
        "CRM_LEAD_LIST_TOOLBAR",
        "CRM_LEAD_DETAIL_TOOLBAR",
        "CRM_LEAD_DETAIL_TAB",
        "CRM_LEAD_DETAIL_ACTIVITY",
        "CRM_LEAD_LIST_MENU",
    ];

    private readonly List<(string Placement, string Handler, string Title)> placements = [];

    private OutgoingEvents Sent => desk.Settings.Events;

    public IEnumerable<(string, Method)> Table =>
        [
            ("events", (_, _) => new Answer(Nodes.List(OutgoingEvents.Known))),
            ("event.bind", Application(Bind)),
            ("event.unbind", Application(Unbind)),
            ("event.get", Application((_, _) => new Answer(Handlers()))),
            ("placement.list", Application((_, _) => new Answer(Nodes.List(Placements)))),
            ("placement.bind", Application(BindPlacement)),
            ("placement.unbind", Application(UnbindPlacement)),
            ("placement.get", Application((_, _) => new Answer(PlacementList()))),
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
        Nodes.List(
            Sent.Handlers,
            handler => new JsonObject
            {
                ["event"] = handler.Event,
                ["handler"] = handler.Handler.OriginalString,
                ["auth_type"] = $"{handler.UserId}",
                ["offline"] = 0,
            }
        );

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
        Nodes.List(
            placements,
            known => new JsonObject
            {
                ["placement"] = known.Placement,
                ["userId"] = 0,
                ["handler"] = known.Handler,
                ["options"] = new JsonArray(),
                ["title"] = known.Title,
                ["description"] = "",
            }
        );
}
