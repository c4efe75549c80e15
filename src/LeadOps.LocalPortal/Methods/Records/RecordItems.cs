using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Records;

/// <summary>crm.item.get and list of contacts (3) and companies (4).</summary>
internal sealed class RecordItems(LeadDesk desk)
{
    private static readonly RecordKind[] Kinds = [RecordKind.Contact, RecordKind.Company];

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["id"] = "ID",
        ["name"] = "NAME",
        ["lastName"] = "LAST_NAME",
        ["title"] = "TITLE",
    };

    public static bool Covers(Parameters call) => Kinds.Any(kind => kind.TypeId == call.Int("entityTypeId"));

    public Answer List(Parameters call, Caller caller)
    {
        var kind = Kind(call);
        var filter = call
            .Filter.Select(pair => (Key: Conditions.Split(pair.Key), pair.Value))
            .Select(pair =>
                KeyValuePair.Create(pair.Key.Prefix + Known(kind, pair.Key.Name, "filter"), pair.Value?.DeepClone())
            );
        var order = call.Order.Select(pair =>
            KeyValuePair.Create(Known(kind, pair.Key, "order"), pair.Value?.DeepClone())
        );
        var found = new RecordDesk(desk, kind).Query(caller, new JsonObject(filter), new JsonObject(order));
        var (page, total, next) = Page.Of(found, call.Start);
        var select = Parameters.Texts(call["select"]);
        var items = page.Select(record => (JsonNode)Selected(Item(record, kind), select));
        return new Answer(new JsonObject { ["items"] = new JsonArray([.. items]) }, total ?? 0, next);
    }

    public Answer Get(Parameters call, Caller caller)
    {
        if (!call.Has("id"))
        {
            throw RestException.Missing("id");
        }

        var kind = Kind(call);
        var (records, id) = (new RecordDesk(desk, kind), call.Int("id"));
        if (records.IsHidden(caller, id))
        {
            throw new RestException(400, "ACCESS_DENIED", "You do not have permission to view this item");
        }

        var record = records.Find(id) ?? throw new RestException(400, "NOT_FOUND", "Element not found");
        return new Answer(new JsonObject { ["item"] = Item(record, kind) });
    }

    private static RecordKind Kind(Parameters call) => Kinds.First(kind => kind.TypeId == call.Int("entityTypeId"));

    private static string Known(RecordKind kind, string name, string place) =>
        Names.GetValueOrDefault(name) is { } legacy && kind.Field(legacy) is not null
            ? legacy
            : throw new RestException(
                400,
                "INVALID_ARG_VALUE",
                $"Invalid {place}: field '{name}' is not allowed in {place}"
            );

    private static JsonObject Item(CrmRecord record, RecordKind kind)
    {
        var item = new JsonObject { ["id"] = record.Id, ["entityTypeId"] = kind.TypeId };
        foreach (var (name, legacy) in Names.Where(name => name.Key != "id" && kind.Field(name.Value) is not null))
        {
            item[name] = record[legacy];
        }

        return item;
    }

    private static JsonObject Selected(JsonObject item, List<string> select) =>
        select.Count == 0 || select.Contains("*")
            ? item
            : Nodes.Copy(item.Where(member => member.Key == "id" || select.Contains(member.Key)));
}
