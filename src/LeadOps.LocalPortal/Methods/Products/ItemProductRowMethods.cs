using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Products;

/// <summary>crm.item.productrow.*: the same rows under camelCase names, one by one.</summary>
internal sealed class ItemProductRowMethods(LeadDesk desk)
{
    public IEnumerable<(string, Method)> Table =>
        [
            (
                "crm.item.productrow.fields",
                (_, _) => new Answer(new JsonObject { ["fields"] = ItemProductRow.Fields() })
            ),
            ("crm.item.productrow.set", Set),
            ("crm.item.productrow.add", Add),
            ("crm.item.productrow.update", Update),
            ("crm.item.productrow.get", (call, caller) => One(Find(call, caller, isWrite: false))),
            ("crm.item.productrow.list", List),
            ("crm.item.productrow.delete", Delete),
            ("crm.item.productrow.getavailableforpayment", AvailableForPayment),
        ];

    private Lead Owner(JsonNode? type, JsonNode? id, Caller caller, bool isWrite)
    {
        if (type is null || id is null)
        {
            throw RestException.Missing(type is null ? "ownerType" : "ownerId");
        }

        if (Parameters.Text(type) != "L")
        {
            throw new RestException(
                400,
                "ENTITY_TYPE_NOT_SUPPORTED",
                $"Entity type {Parameters.Text(type)} is not supported"
            );
        }

        var lead =
            desk.Store.Find(Parameters.Int(id))
            ?? throw new RestException(400, "OWNER_NOT_FOUND", "Owner was not found");
        return (isWrite ? desk.Gate.CanEdit(caller, lead) : desk.Gate.CanRead(caller, lead))
            ? lead
            : throw new RestException(400, "ACCESS_DENIED", "Access denied");
    }

    private Answer Set(Parameters call, Caller caller)
    {
        var lead = Owner(call["ownerType"], call["ownerId"], caller, isWrite: true);
        var given = call["productRows"] is JsonArray or JsonObject
            ? MultifieldEditor.Elements(call["productRows"])
            : throw RestException.Missing("productRows");
        ProductRowMethods.Keep(lead, given.Select(row => Make(NextId(), row)).ToList(), desk);
        return new Answer(new JsonObject { ["productRows"] = All(lead) });
    }

    private Answer Add(Parameters call, Caller caller)
    {
        var fields = call.Map("fields", "Parameter 'fields' must be array");
        var lead = Owner(fields["ownerType"], fields["ownerId"], caller, isWrite: true);
        var row = Make(NextId(), fields);
        ProductRowMethods.Keep(lead, ProductRowMethods.Rows(lead).Append(row), desk);
        return One((lead, row));
    }

    private Answer Update(Parameters call, Caller caller)
    {
        var (lead, row) = Find(call, caller, isWrite: true);
        var merged = Nodes.Copy(row.Where(pair => !pair.Key.StartsWith("PRICE_", StringComparison.Ordinal)));
        foreach (var (name, value) in ItemProductRow.Legacy(call.Map("fields", "Parameter 'fields' must be array")))
        {
            merged[name] = value?.DeepClone();
        }

        var id = IdOf(row);
        var made = ProductRow.Make(id, merged, desk.Store);
        ProductRowMethods.Keep(
            lead,
            ProductRowMethods.Rows(lead).Select(known => IdOf(known) == id ? made : known),
            desk
        );
        return One((lead, made));
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        var (lead, row) = Find(call, caller, isWrite: true);
        ProductRowMethods.Keep(lead, ProductRowMethods.Rows(lead).Where(known => IdOf(known) != IdOf(row)), desk);
        return new Answer(null);
    }

    private Answer List(Parameters call, Caller caller)
    {
        var filter = call.Map("filter", "Parameter 'filter' must be array");
        var lead = Owner(filter["=ownerType"], filter["=ownerId"], caller, isWrite: false);
        var rows = All(lead).OfType<JsonObject>().ToList();
        var order = call.Map("order", "Parameter 'order' must be array");
        var types = ItemProductRow
            .Written.Append("id")
            .ToDictionary(name => name, name => name is "productName" ? "string" : "integer");
        var (page, total, next) = Page.Of(RowQuery.Sort(rows, order, types), call.Start);
        return new Answer(
            new JsonObject { ["productRows"] = new JsonArray([.. page.Select(row => row.DeepClone())]) },
            total ?? 0,
            next
        );
    }

    /// <summary>A lead is not paid.</summary>
    private Answer AvailableForPayment(Parameters call, Caller caller)
    {
        Owner(call["ownerType"], call["ownerId"], caller, isWrite: false);
        return new Answer(new JsonObject { ["productRows"] = new JsonArray() });
    }

    private (Lead Lead, JsonObject Row) Find(Parameters call, Caller caller, bool isWrite)
    {
        var id = call.Has("id") ? call.Int("id") : throw RestException.Missing("id");
        foreach (var lead in desk.Store.Leads.Where(lead => lead.ProductRows is not null))
        {
            if (ProductRowMethods.Rows(lead).FirstOrDefault(row => IdOf(row) == id) is { } row)
            {
                return (Owner("L", lead.Id, caller, isWrite), row);
            }
        }

        throw new RestException(400, "NOT_FOUND", "Product row not found");
    }

    private long NextId() => desk.Store.Next("row", 3300);

    private JsonObject Make(long id, JsonObject given) => ProductRow.Make(id, ItemProductRow.Legacy(given), desk.Store);

    private static Answer One((Lead Lead, JsonObject Row) found) =>
        new(new JsonObject { ["productRow"] = ItemProductRow.Universal(found.Lead, found.Row) });

    private static JsonArray All(Lead lead) =>
        Nodes.List(ProductRowMethods.Rows(lead), row => ItemProductRow.Universal(lead, row));

    private static long IdOf(JsonObject row) => Parameters.Int(row["ID"]);
}
