using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Methods;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Control;

/// <summary>What the portal holds and was asked, its faults, and edits by somebody else.</summary>
internal sealed class DataDoors(LeadDesk leads, CallLog calls, FaultDesk faults, MethodTable methods)
{
    public IEnumerable<Door> All =>
        [
            new("log", [], _ => new JsonArray([.. calls.Writes.Select(entry => entry.DeepClone())])),
            new("requests", [], _ => Requests()),
            new("leads", [], _ => leads.Dump()),
            new("faults", ["script", "restart"], Faults),
            new("edit", ["id", "fields"], Edit),
        ];

    private JsonObject Requests() =>
        new(
            calls
                .Counts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
                .Append(new("http", faults.Requests))
        );

    /// <summary>
    /// `{"script": "drop-after@3"}` replaces all faults, an empty script takes them away; with `restart` requests are
    /// counted from 1 again.
    /// </summary>
    private JsonObject Faults(Parameters call)
    {
        if (call.Has("script"))
        {
            var script = FaultScript.Parse(call.Get("script"), 1);
            methods.Check(script.SelectMany(fault => fault.Methods));
            faults.Replace(call.Get("script"), script);
            leads.Settings.Refused.Clear();
        }

        if (Parameters.IsYes(call["restart"]))
        {
            faults.Restart();
        }

        return new JsonObject { ["faults"] = faults.Script, ["next"] = faults.Next };
    }

    private JsonObject Edit(Parameters call)
    {
        var fields = call.Map("fields", "`fields` is an object: field, then its value");
        if (fields.Count == 0)
        {
            throw new LocalPortalException(
                "`edit` lacks `fields`. Write for instance `{\"id\": 5, \"fields\": {\"STATUS_ID\": \"JUNK\"}}`."
            );
        }

        leads.CheckEdit(call.Id(), fields);
        leads.EditBehind(call.Id(), fields);
        return new JsonObject { ["edited"] = call.Id() };
    }
}
