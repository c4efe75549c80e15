using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Access;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>crm.item.import and batchImport: no automation, and an administrator may set times and authors.</summary>
internal sealed class ItemImport(LeadDesk desk)
{
    private const int MostItems = 20;

    private static readonly HashSet<string> Backdated =
    [
        "DATE_CREATE",
        "DATE_MODIFY",
        "MOVED_TIME",
        "CREATED_BY_ID",
        "MODIFY_BY_ID",
        "MOVED_BY_ID",
    ];

    private readonly ItemTypes types = new(desk);
    private readonly ItemWrites writes = new(desk);
    private readonly ItemChecks checks = new(desk);

    public IEnumerable<(string, Method)> Table => [("crm.item.import", Import), ("crm.item.batchimport", BatchImport)];

    private Answer Import(Parameters call, Caller caller)
    {
        var names = types.Names(call, caller);
        CheckRight(caller);
        return call["fields"] is JsonObject fields
            ? new Answer(One(fields, names, caller))
            : throw RestException.Missing("fields");
    }

    private Answer BatchImport(Parameters call, Caller caller)
    {
        var names = types.Names(call, caller);
        CheckRight(caller);
        var data =
            call["data"] switch
            {
                JsonArray list => [.. list],
                JsonObject map => [.. map.Select(pair => pair.Value)],
                _ => (List<JsonNode?>?)null,
            } ?? throw RestException.Missing("data");
        if (data.Count > MostItems)
        {
            throw new RestException(400, "MAX_IMPORT_BATCH_SIZE_EXCEEDED", "You cannot import more than 20 items");
        }

        return new Answer(
            new JsonObject { ["items"] = Nodes.List(data, item => Tried(item as JsonObject ?? [], names, caller)) }
        );
    }

    private JsonObject Tried(JsonObject fields, ItemNames names, Caller caller)
    {
        try
        {
            return One(fields, names, caller);
        }
        catch (RestException problem)
        {
            return problem.Body;
        }
    }

    private JsonObject One(JsonObject given, ItemNames names, Caller caller)
    {
        var fields = ItemWrites.Known(given, names, item => Backdated.Contains(item.Field.Name));
        var plain = fields.Where(pair => !Backdated.Contains(pair.Item.Field.Name)).ToList();
        var stage = plain.FindLast(pair => pair.Item.Field.Name == "STATUS_ID").Value is { } node
            ? Parameters.Text(node)
            : desk.Catalogue.Stages.First().StatusId;
        checks.CheckRequired(
            names,
            stage,
            item => !fields.Exists(pair => pair.Item == item && !ItemChecks.IsEmpty(pair.Value))
        );
        checks.CheckValues(fields);
        var dated = fields.Except(plain).ToList();
        CheckDates(dated, caller);
        var lead = desk.Store.Create();
        writes.Apply(lead, plain, given, caller.UserId, isNew: true);
        foreach (var (item, value) in dated)
        {
            lead[item.Field.Name] = Values.Normalise(
                item.Field,
                Parameters.Text(value),
                desk.Catalogue.BaseCurrency,
                desk.Clock.Time
            );
        }

        desk.Store.Touch(lead);
        return new JsonObject { ["item"] = new JsonObject { ["id"] = lead.Id } };
    }

    /// <summary>
    /// Only an administrator; in the order of creation; created, then moved, then updated, and nothing in the future.
    /// </summary>
    private void CheckDates(List<(ItemField Item, JsonNode? Value)> dated, Caller caller)
    {
        if (dated.Count > 0 && !caller.IsAdmin)
        {
            throw NotValid(dated[0].Item.Name);
        }

        if (dated.Exists(pair => pair.Item.Field.Type == "datetime") && Misdated(dated) is { } wrong)
        {
            throw NotValid(wrong);
        }
    }

    private string? Misdated(List<(ItemField Item, JsonNode? Value)> dated)
    {
        var now = desk.Clock.GetUtcNow();
        var created = Time(dated, "DATE_CREATE") ?? now;
        var updated = Time(dated, "DATE_MODIFY") ?? now;
        var moved = Time(dated, "MOVED_TIME") ?? updated;
        return created > now || created < Newest() ? "createdTime"
            : updated > now || updated < created ? "updatedTime"
            : moved < created || moved > updated ? "movedTime"
            : null;
    }

    private DateTimeOffset? Time(List<(ItemField Item, JsonNode? Value)> dated, string name) =>
        dated.FindLast(pair => pair.Item.Field.Name == name).Value is { } value
        && desk.Clock.Time.TryParse(Parameters.Text(value), out var time)
            ? time
            : null;

    /// <summary>When the last lead was made.</summary>
    private DateTimeOffset Newest() =>
        desk.Store.Leads.Count > 0 && desk.Clock.Time.TryParse(desk.Store.Leads[^1]["DATE_CREATE"] ?? "", out var last)
            ? last
            : DateTimeOffset.MinValue;

    private static RestException NotValid(string name) =>
        new(400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", $"Invalid value for field \"{name}\"");

    private static void CheckRight(Caller caller)
    {
        if (!caller.IsAdmin && !caller.Rights.CanImport)
        {
            throw ItemMethods.Denied();
        }
    }
}
