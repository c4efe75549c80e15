using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Methods.Records;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>crm.item.* for leads (entityTypeId 1); contacts and companies for reading.</summary>
internal sealed class ItemMethods(LeadDesk desk)
{
    private readonly ItemTypes types = new(desk);
    private readonly RecordItems records = new(desk);
    private readonly ItemFormat format = new(desk);
    private readonly ItemWrites writes = new(desk);
    private readonly ItemChecks checks = new(desk);
    private readonly ItemList list = new(desk);

    public IEnumerable<(string, Method)> Table =>
        [
            (
                "crm.item.fields",
                (call, caller) => new Answer(new JsonObject { ["fields"] = Described(types.Names(call, caller)) })
            ),
            ("crm.item.add", Add),
            ("crm.item.update", Update),
            ("crm.item.get", Get),
            ("crm.item.list", List),
            ("crm.item.delete", Delete),
        ];

    private static bool IsRecord(Parameters call, Caller caller)
    {
        ItemTypes.Check(call, caller);
        return RecordItems.Covers(call);
    }

    private JsonObject Described(ItemNames names)
    {
        var fields = new JsonObject();
        foreach (var item in names.All)
        {
            var described = Descriptions.Describe(item.Field, desk.Settings, item.Title);
            described["upperName"] = item.UpperName;
            fields[item.Name] = described;
        }

        return fields;
    }

    public static RestException Denied() => new(400, "ACCESS_DENIED", "Access denied");

    private static JsonObject Fields(Parameters call) =>
        call["fields"] is JsonObject or JsonArray ? call.Map("fields", "") : throw RestException.Missing("fields");

    private Lead Existing(Parameters call, string missing) =>
        call.Has("id")
            ? desk.Store.Find(call.Int("id")) ?? throw new RestException(400, "NOT_FOUND", missing)
            : throw RestException.Missing("id");

    private Answer Item(Lead lead, ItemNames names, bool isFresh = false) =>
        new(new JsonObject { ["item"] = format.Write(lead, names, isFresh) });

    private Answer Get(Parameters call, Caller caller)
    {
        if (IsRecord(call, caller))
        {
            return records.Get(call, caller);
        }

        var names = types.Names(call, caller);
        var lead = Existing(call, "Element not found");
        return desk.Gate.CanRead(caller, lead) ? Item(lead, names) : throw Denied();
    }

    private Answer Add(Parameters call, Caller caller)
    {
        var names = types.Names(call, caller);
        var given = Fields(call);
        var fields = ItemWrites.Known(given, names);
        var responsible = Parameters.Text(given["assignedById"]);
        if (!desk.Gate.CanAdd(caller, responsible.Length > 0 ? responsible : null))
        {
            throw Denied();
        }

        checks.CheckMove(fields, null, caller);
        checks.CheckRequired(
            names,
            ItemChecks.Stage(fields) ?? desk.Catalogue.Stages.First().StatusId,
            item => !fields.Exists(pair => pair.Item == item && !ItemChecks.IsEmpty(pair.Value))
        );
        checks.CheckValues(fields);
        var before = desk.Automation.Watch(null);
        var lead = desk.Store.Create();
        writes.Apply(lead, fields, given, caller.UserId, isNew: true);
        desk.Automation.Saved(lead, isNew: true, before);
        return Item(lead, names, isFresh: true);
    }

    private Answer Update(Parameters call, Caller caller)
    {
        var names = types.Names(call, caller);
        var lead = Existing(call, "Element not found");
        if (!desk.Gate.CanEdit(caller, lead))
        {
            throw Denied();
        }

        var given = Fields(call);
        var fields = ItemWrites.Known(given, names);
        checks.CheckMove(fields, lead, caller);
        if (ItemChecks.Stage(fields) is { } stage && stage != lead["STATUS_ID"])
        {
            checks.CheckRequired(
                names,
                stage,
                item =>
                    fields.FindLast(pair => pair.Item == item) is { Item: not null } pair
                        ? ItemChecks.IsEmpty(pair.Value)
                        : checks.IsEmpty(lead, item)
            );
        }

        checks.CheckValues(fields);
        var before = desk.Automation.Watch(lead);
        if (writes.Apply(lead, fields, given, caller.UserId, isNew: false))
        {
            desk.Automation.Saved(lead, isNew: false, before);
        }

        return Item(lead, names);
    }

    private Answer Delete(Parameters call, Caller caller)
    {
        _ = types.Names(call, caller);
        var lead = Existing(call, "Item not found");
        if (!desk.Gate.CanDelete(caller, lead))
        {
            throw Denied();
        }

        desk.Delete(lead);
        return new Answer(new JsonArray());
    }

    private Answer List(Parameters call, Caller caller)
    {
        if (IsRecord(call, caller))
        {
            return records.List(call, caller);
        }

        return list.Find(call, caller, types.Names(call, caller));
    }
}
