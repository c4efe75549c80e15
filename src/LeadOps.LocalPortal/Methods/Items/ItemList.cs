using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>crm.item.list of leads.</summary>
internal sealed class ItemList(LeadDesk desk)
{
    private readonly ItemFormat format = new(desk);

    public Answer Find(Parameters call, Caller caller, ItemNames names)
    {
        if (!desk.Gate.CanReadAny(caller))
        {
            throw ItemMethods.Denied();
        }

        var filter = new ItemFilter(desk.Store, desk.Conditions, names).Make(call.Filter);
        var keys = call.Order.Select(pair => Key(pair.Key, Parameters.Text(pair.Value), names)).ToList();
        var (rows, total, next) = Page.Of(
            desk.Visible(filter.Run(), caller),
            found => desk.Order.Sort(found, keys),
            call.Start
        );
        var select = Parameters.Texts(call["select"]);
        var isWhole = select.Count == 0 || select.Contains("*");
        var items = rows.Select(lead =>
            (JsonNode)(isWhole ? format.Write(lead, names) : format.Select(lead, names, select))
        );
        return new Answer(new JsonObject { ["items"] = new JsonArray([.. items]) }, total ?? 0, next);
    }

    private static (FieldInfo, bool) Key(string name, string direction, ItemNames names)
    {
        if (names.Find(name) is not { IsFilterable: true, Field.IsMultiple: false } item)
        {
            throw new RestException(400, "INVALID_ARG_VALUE", $"Invalid order: field '{name}' is not allowed in order");
        }

        return direction is "ASC" or "DESC"
            ? (item.Field, direction == "DESC")
            : throw new RestException(
                400,
                "INVALID_ARG_VALUE",
                $"Invalid order: allowed sort directions are `ASC, DESC`. But got '{direction}' for field '{name}'"
            );
    }
}
