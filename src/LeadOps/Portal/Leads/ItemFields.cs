using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Portal.Leads;

/// <summary>The `fields` of crm.lead.* as those of crm.item.*.</summary>
internal sealed class ItemFields(FieldCatalogue catalogue)
{
    public JsonObject ToItem(JsonObject fields)
    {
        var item = new JsonObject();
        foreach (var (name, value) in fields)
        {
            var field = catalogue.Find(name)!;
            if (!field.IsMultifield)
            {
                item[field.ItemName!] = field.Type == "boolean" ? Flag(value) : value?.DeepClone();
                continue;
            }

            var all = item["fm"] as JsonObject ?? [];
            item["fm"] = all;
            AddMultifields(all, name, (JsonArray)value!);
        }

        return item;
    }

    /// <summary>Custom flags are 1 and 0 there and Y and N here.</summary>
    private static JsonNode Flag(JsonNode? value) => value?.ToString() is "1" or "Y" or "true" ? "Y" : "N";

    /// <summary>
    /// An element by its id changes, with an empty value it deletes, under n0, n1, … it adds; without its type it
    /// would be ignored.
    /// </summary>
    private static void AddMultifields(JsonObject all, string type, JsonArray delta)
    {
        foreach (var entry in delta.OfType<JsonObject>())
        {
            var key = entry["ID"]?.ToString() ?? $"n{all.Count(pair => pair.Key.StartsWith('n'))}";
            var item = new JsonObject
            {
                ["typeId"] = type,
                ["value"] = entry["DELETE"] is null ? entry["VALUE"]?.ToString() ?? "" : "",
            };
            if (entry["VALUE_TYPE"] is { } valueType)
            {
                item["valueType"] = valueType.ToString();
            }

            all[key] = item;
        }
    }
}
