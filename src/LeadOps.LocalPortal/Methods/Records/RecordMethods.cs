using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Records;

/// <summary>Contacts and companies, for reading: crm.contact.*, crm.company.* and crm.item.* with their entity types. What the caller may not see is missing from lists.</summary>
internal sealed class RecordMethods(LeadDesk desk)
{
    public const string ContactType = "3";
    public const string CompanyType = "4";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["ID"] = "integer",
        ["NAME"] = "string",
        ["LAST_NAME"] = "string",
        ["TITLE"] = "string",
    };

    private static readonly Dictionary<string, string> ItemNames = new(StringComparer.Ordinal)
    {
        ["id"] = "ID",
        ["name"] = "NAME",
        ["lastName"] = "LAST_NAME",
        ["title"] = "TITLE",
    };

    public IEnumerable<(string, Method)> Table =>
        [
            ("crm.contact.list", (call, caller) => List(call, Rows(ContactType, caller))),
            ("crm.contact.get", (call, caller) => Get(call, caller, ContactType)),
            ("crm.company.list", (call, caller) => List(call, Rows(CompanyType, caller))),
            ("crm.company.get", (call, caller) => Get(call, caller, CompanyType)),
        ];

    public Answer ListItems(Parameters call, Caller caller)
    {
        var rows = Rows(call.Get("entityTypeId"), caller);
        var known = rows.SelectMany(row => row.Select(member => member.Key)).ToHashSet(StringComparer.Ordinal);
        string Known(string name, string place) =>
            ItemNames.GetValueOrDefault(name) is { } legacy && known.Contains(legacy)
                ? legacy
                : throw new RestException(
                    400,
                    "INVALID_ARG_VALUE",
                    $"Invalid {place}: field '{name}' is not allowed in {place}"
                );
        var filter = call.Map("filter", "Parameter 'filter' must be array.")
            .Select(pair => (Conditions.Split(pair.Key), pair.Value))
            .Select(pair =>
                KeyValuePair.Create(pair.Item1.Prefix + Known(pair.Item1.Name, "filter"), pair.Value?.DeepClone())
            );
        var order = call.Map("order", "Parameter 'order' must be array.")
            .Select(pair => KeyValuePair.Create(Known(pair.Key, "order"), pair.Value?.DeepClone()));
        var found = RowQuery.Sort(desk.Rows.Filter(rows, new JsonObject(filter), Types), new JsonObject(order), Types);
        var (page, total, next) = Page.Of(found, call.Start);
        var select = Parameters.Texts(call["select"]);
        var items = page.Select(row =>
            (JsonNode)
                new JsonObject(
                    Item(row, call.Get("entityTypeId"))
                        .Where(member =>
                            select.Count == 0
                            || select.Contains("*")
                            || member.Key == "id"
                            || select.Contains(member.Key)
                        )
                        .Select(Copy)
                )
        );
        return new Answer(new JsonObject { ["items"] = new JsonArray([.. items]) }, total ?? 0, next);
    }

    public Answer GetItem(Parameters call, Caller caller)
    {
        if (!call.Has("id"))
        {
            throw new RestException(400, "100", "Could not find value for parameter {id}");
        }

        var (row, isHidden) = Find(call, caller, call.Get("entityTypeId"));
        return isHidden ? throw new RestException(400, "ACCESS_DENIED", "You do not have permission to view this item")
            : row is null ? throw new RestException(400, "NOT_FOUND", "Element not found")
            : new Answer(new JsonObject { ["item"] = Item(row, call.Get("entityTypeId")) });
    }

    private Answer List(Parameters call, List<JsonObject> rows)
    {
        var found = desk.Rows.Filter(rows, call.Map("filter", "Parameter 'filter' must be array."), Types);
        var (page, total, next) = Page.Of(
            RowQuery.Sort(found, call.Map("order", "Parameter 'order' must be array."), Types),
            call.Start
        );
        var select = Parameters.Texts(call["select"]);
        return new Answer(RowQuery.Array(page.Select(row => RowQuery.Select(row, select))), total, next);
    }

    private Answer Get(Parameters call, Caller caller, string type)
    {
        if (Values.Number(call.Get("id")) is not > 0)
        {
            throw RestException.Legacy("ID is not defined or invalid.");
        }

        var (row, isHidden) = Find(call, caller, type);
        return isHidden ? throw RestException.Legacy("Access denied.")
            : row is null ? throw RestException.Legacy("Not found")
            : new Answer(row);
    }

    private (JsonObject? Row, bool IsHidden) Find(Parameters call, Caller caller, string type)
    {
        var id = Values.Number(call.Get("id")) ?? 0;
        return (
            All(type).FirstOrDefault(row => Parameters.Text(row["ID"]) == $"{id}"),
            IsHidden(caller, type, $"{id}")
        );
    }

    private List<JsonObject> Rows(string type, Caller caller) =>
        [.. All(type).Where(row => !IsHidden(caller, type, Parameters.Text(row["ID"])))];

    private IEnumerable<JsonObject> All(string type) =>
        type == ContactType
            ? desk.Catalogue.Contacts.Select(contact => new JsonObject
            {
                ["ID"] = $"{contact.Id}",
                ["NAME"] = contact.Name,
                ["LAST_NAME"] = contact.LastName,
            })
            : desk.Catalogue.Companies.Select(company => new JsonObject
            {
                ["ID"] = $"{company.Id}",
                ["TITLE"] = company.Title,
            });

    private static bool IsHidden(Caller caller, string type, string id) =>
        caller.Rights.Hidden.Contains($"{(type == ContactType ? "C" : "CO")}_{id}", StringComparer.Ordinal);

    private static JsonObject Item(JsonObject row, string type)
    {
        var item = new JsonObject
        {
            ["id"] = Values.Number(Parameters.Text(row["ID"])),
            ["entityTypeId"] = Values.Number(type),
        };
        foreach (var (name, legacy) in ItemNames.Where(name => name.Key != "id" && row.ContainsKey(name.Value)))
        {
            item[name] = row[legacy]?.DeepClone();
        }

        return item;
    }

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> member) =>
        KeyValuePair.Create(member.Key, member.Value?.DeepClone());
}
