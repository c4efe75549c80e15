using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Control;
using LeadOps.LocalPortal.Faults;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Setup;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Pages;

/// <summary>What the page asks for, by name. All of it wants the secret.</summary>
internal sealed class PortalPage(LeadDesk leads, RequestLog requests, LimitView limits, PortalAddresses addresses)
{
    public LeadView Leads { get; } = new(leads);

    public IReadOnlyDictionary<string, Func<Parameters, JsonNode?>> Doors =>
        new Dictionary<string, Func<Parameters, JsonNode?>>(StringComparer.Ordinal)
        {
            ["state"] = _ => State(),
            ["leads"] = Leads.List,
            ["board"] = Leads.Board,
            ["lead"] = Leads.One,
            ["requests"] = _ => requests.Json(),
            ["limits"] = _ => limits.Json(),
        };

    private JsonObject State() =>
        new()
        {
            ["addresses"] = addresses.Json(),
            ["users"] = new JsonArray([
                .. leads.Catalogue.Users.Select(user => Named($"{user.Id}", $"{user.Name} {user.LastName}")),
            ]),
            ["stages"] = Nodes.List(
                leads.Catalogue.Stages,
                stage => new JsonObject
                {
                    ["id"] = stage.StatusId,
                    ["name"] = stage.Name,
                    ["color"] = stage.Color,
                    ["semantics"] = stage.Semantics ?? "P",
                }
            ),
            ["fields"] = new JsonArray([
                .. leads
                    .Catalogue.Fields.Values.Where(field => !field.IsReadOnly && field.Type != "file")
                    .Select(field => Named(field.Name, field.Title)),
            ]),
            ["faults"] = new JsonArray([
                .. FaultKind
                    .Actions.OrderBy(action => action.Key, StringComparer.Ordinal)
                    .Select(action => Named(action.Key, action.Value)),
            ]),
            ["blocks"] = Nodes.List(Settings.Blocks.Keys),
            ["events"] = Nodes.List(OutgoingEvents.Known),
        };

    private static JsonNode Named(string id, string name) => new JsonObject { ["id"] = id, ["name"] = name };
}
