using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Dictionaries;

/// <summary>crm.status.*: stages, sources and the other dictionaries. Writes are apart.</summary>
internal sealed class StatusMethods(LeadDesk desk)
{
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["ID"] = "integer",
        ["ENTITY_ID"] = "string",
        ["STATUS_ID"] = "string",
        ["NAME"] = "string",
        ["NAME_INIT"] = "string",
        ["SORT"] = "integer",
        ["SYSTEM"] = "char",
        ["COLOR"] = "string",
        ["SEMANTICS"] = "string",
        ["CATEGORY_ID"] = "integer",
    };

    private readonly StatusFormat format = new(desk.Catalogue);
    private readonly StatusWrites writes = new(desk);

    private Catalogue Catalogue => desk.Catalogue;

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.status.list", List),
            ("crm.status.get", (call, _) => new Answer(StatusFormat.Write(writes.Existing(call)))),
            ("crm.status.fields", (_, _) => new Answer(StatusFormat.Fields())),
            ("crm.status.entity.types", (_, _) => new Answer(Nodes.List(Catalogue.Dictionaries, StatusFormat.Entity))),
            ("crm.status.entity.items", EntityItems),
            .. writes.Table,
        ];

    private Answer List(Parameters call, Caller caller)
    {
        var filter = call.Map("filter", "Invalid parameters.");
        var order = call.Map("order", "Invalid parameters.");
        foreach (var name in new[] { "ENTITY_ID", "SEMANTICS" })
        {
            if (filter[name] is JsonArray or JsonObject || (filter.ContainsKey(name) && filter[name] is null))
            {
                throw RestException.Legacy($"Filter by {name} must be a string");
            }
        }

        var rows = Catalogue
            .Statuses.OrderBy(status => status.EntityId, StringComparer.Ordinal)
            .ThenBy(status => status.Sort)
            .Select(format.WriteRow);
        var found = RowQuery.Sort(desk.Rows.Filter(rows, filter, Types), order, Types);
        var (page, total, next) = Page.Of(found, Math.Max(0, call.Start));
        return new Answer(Nodes.List(page), total, next);
    }

    private Answer EntityItems(Parameters call, Caller caller)
    {
        if (call.Get("entityId").Length == 0)
        {
            throw RestException.Legacy("The parameter entityId is not defined or invalid.");
        }

        return new Answer(
            Nodes.List(
                Catalogue.Of(call.Get("entityId")),
                status => new JsonObject
                {
                    ["NAME"] = status.Name,
                    ["SORT"] = status.Sort,
                    ["STATUS_ID"] = status.StatusId,
                }
            )
        );
    }
}
