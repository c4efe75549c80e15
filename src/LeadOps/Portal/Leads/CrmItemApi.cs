using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Portal.Leads;

/// <summary>
/// crm.item.* with entityTypeId 1. It has no addresses, cannot clear lists and knows no `params`, and its filter
/// knows no phones and e-mails: for these crm.lead.* is used.
/// </summary>
internal sealed class CrmItemApi(FieldCatalogue catalogue, ItemDates dates) : LeadApi
{
    private const int LeadType = 1;

    private readonly ItemRows rows = new(catalogue);
    private readonly ItemFields fields = new(catalogue);

    public override string Family => "crm.item";

    public override bool HasOr => true;

    public override bool TakesParams => false;

    public override LeadQuery Query(JsonObject filter, IReadOnlyList<string> select)
    {
        var names = select.Select(catalogue.Find).OfType<FieldDefinition>().ToList();
        if (ItemFilter.Of(filter, catalogue, dates) is not { } mapped || names.Exists(field => field.ItemName is null))
        {
            return CrmLead.Query(filter, select);
        }

        // Phones and e-mails are one field `fm`, which comes only with everything.
        IReadOnlyList<string> wanted = names.Exists(field => field.IsMultifield)
            ? ["*"]
            : [.. names.Select(field => field.ItemName!).Prepend("id").Distinct()];
        return new LeadQuery("crm.item.list", Typed(), mapped, wanted, "id", "[items]");
    }

    public override bool TakesGroups(JsonObject filter, IReadOnlyList<string> select) =>
        Query(filter, select).Method == "crm.item.list";

    public override IEnumerable<JsonElement> Rows(JsonElement result) =>
        result.ValueKind == JsonValueKind.Array
            ? result.EnumerateArray()
            : result.GetProperty("items").EnumerateArray().Select(rows.ToLead);

    public override PortalCall Add(JsonObject fields, JsonObject? parameters) =>
        parameters is not null || fields.Any(field => field.Value is null || Detours(field.Key, field.Value))
            ? CrmLead.Add(fields, parameters)
            : new PortalCall("crm.item.add", Typed(("fields", this.fields.ToItem(fields))));

    public override IReadOnlyList<PortalCall> Update(LeadId id, JsonObject fields, JsonObject? parameters)
    {
        if (parameters is not null)
        {
            return CrmLead.Update(id, fields, parameters);
        }

        var (here, there) = (new JsonObject(), new JsonObject());
        foreach (var (name, value) in fields)
        {
            (Detours(name, value) ? there : here)[name] = value?.DeepClone();
        }

        List<PortalCall> calls =
            here.Count == 0
                ? []
                : [new PortalCall("crm.item.update", Typed(("id", id.Value), ("fields", this.fields.ToItem(here))))];
        return [.. calls, .. there.Count == 0 ? [] : CrmLead.Update(id, there, null)];
    }

    public override PortalCall Delete(LeadId id) => new("crm.item.delete", Typed(("id", id.Value)));

    public override int MostCalls(IEnumerable<string> fields) =>
        fields.Any(name => catalogue.Find(name) is { } field && (field.ItemName is null || field.IsMultiple)) ? 2 : 1;

    public override string? Detour(FieldDefinition field, FieldValue after) =>
        field.ItemName is null ? "crm.item.* does not have this field, so it goes through crm.lead.*"
        : after.IsEmpty && IsCustomList(field)
            ? "crm.item.update does not clear lists, so they are cleared through crm.lead.update"
        : null;

    private bool Detours(string name, JsonNode? value) =>
        catalogue.Find(name) is not { } field
        || Detour(field, value is JsonArray { Count: 0 } ? FieldValue.Empty : new TextValue("")) is not null;

    private static bool IsCustomList(FieldDefinition field) => field is { IsMultiple: true, IsMultifield: false };

    private static JsonObject Typed(params (string Name, JsonNode? Value)[] parameters)
    {
        var typed = new JsonObject { ["entityTypeId"] = LeadType };
        foreach (var (name, value) in parameters)
        {
            typed[name] = value;
        }

        return typed;
    }
}
