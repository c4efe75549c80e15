using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>Phones, e-mails and the like: changed item by item; ids are global and never given twice.</summary>
internal sealed class MultifieldEditor(PortalStore store)
{
    /// <summary>
    /// crm.lead: an item with ID is changed, or deleted when its VALUE is missing or empty; one without is added.
    /// </summary>
    public void SetLegacy(List<MultifieldItem> items, string type, JsonNode? value)
    {
        foreach (var item in Elements(value))
        {
            var text = Parameters.Text(item["VALUE"]);
            var valueType = Given(item["VALUE_TYPE"]);
            if (Parameters.Int(item["ID"]) is not (> 0 and var id))
            {
                Add(items, type, valueType, text);
            }
            else if (text.Length == 0 || Parameters.IsYes(item["DELETE"]))
            {
                items.RemoveAll(known => known.Id == id && known.TypeId == type);
            }
            else
            {
                Change(items, id, type, valueType, text);
            }
        }
    }

    /// <summary>
    /// crm.item: a list adds, an object changes by id; an element without typeId is ignored without a word.
    /// </summary>
    public void SetUniversal(Lead lead, JsonNode? fm)
    {
        var elements = fm switch
        {
            JsonArray list => list.Select(item => (Key: "n", item)),
            JsonObject map => map.Select(pair => (pair.Key, item: pair.Value)),
            _ => [],
        };
        foreach (var (key, node) in elements)
        {
            if (node is JsonObject item && Given(item["typeId"]) is { } type)
            {
                SetOne(lead.Multifields, key, type, Given(item["valueType"]), Parameters.Text(item["value"]));
            }
        }
    }

    private void SetOne(List<MultifieldItem> items, string key, string type, string? valueType, string text)
    {
        if (Values.Number(key) is { } id && items.Exists(known => known.Id == id))
        {
            if (text.Length == 0)
            {
                items.RemoveAll(known => known.Id == id);
            }
            else
            {
                Change(items, id, type, valueType, text);
            }

            return;
        }

        Add(items, type, valueType, text);
    }

    private void Add(List<MultifieldItem> items, string type, string? valueType, string text)
    {
        if (text.Length > 0)
        {
            items.Add(new MultifieldItem(store.NextMultifieldId(), type, valueType ?? "WORK", text));
        }
    }

    private static void Change(List<MultifieldItem> items, long id, string type, string? valueType, string text)
    {
        var index = items.FindIndex(known => known.Id == id && known.TypeId == type);
        if (index >= 0)
        {
            items[index] = items[index] with { Value = text, ValueType = valueType ?? items[index].ValueType };
        }
    }

    private static string? Given(JsonNode? node) => Parameters.Text(node) is { Length: > 0 } text ? text : null;

    public static IEnumerable<JsonObject> Elements(JsonNode? value) =>
        value switch
        {
            JsonArray list => list.OfType<JsonObject>(),
            JsonObject map => map.Select(pair => pair.Value).OfType<JsonObject>(),
            _ => [],
        };
}
