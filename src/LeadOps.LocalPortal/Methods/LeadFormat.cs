using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Methods;

/// <summary>A lead on the wire: strings, `12500.00`, ISO dates with offset, multifields only when there are any.</summary>
internal static class LeadFormat
{
    public static readonly string[] MultifieldTypes = ["PHONE", "EMAIL", "WEB", "IM", "LINK"];

    private static readonly HashSet<string> NeverReturned = ["CONTACT_IDS"];

    public static JsonObject Row(Lead lead, IEnumerable<string> names)
    {
        var row = new JsonObject();
        foreach (var name in names)
        {
            if (NeverReturned.Contains(name) || !Catalogue.Fields.TryGetValue(name, out var field))
            {
                continue;
            }

            if (!field.IsMultifield)
            {
                row[name] = Value(lead, field);
            }
            else if (Items(lead, name) is { Count: > 0 } items)
            {
                row[name] = items;
            }
        }

        return row;
    }

    public static JsonArray Items(Lead lead, string type) => new([.. lead.Multifields.Where(item => item.TypeId == type).OrderBy(item => item.Id).Select(item => (JsonNode)new JsonObject
    {
        ["ID"] = item.Id.ToString(CultureInfo.InvariantCulture),
        ["VALUE_TYPE"] = item.ValueType,
        ["VALUE"] = item.Value,
        ["TYPE_ID"] = type,
    })]);

    private static JsonNode? Value(Lead lead, FieldInfo field)
    {
        if (field is { IsMultiple: true, IsCustom: true })
        {
            return new JsonArray([.. (lead.Lists.GetValueOrDefault(field.Name) ?? []).Select(item => (JsonNode)item)]);
        }

        var value = Raw(lead, field.Name);
        return string.IsNullOrEmpty(value) && field.Type is "date" or "datetime" && string.IsNullOrEmpty(value) ? "" : value;
    }

    /// <summary>The value as filters and rows see it, derived fields included.</summary>
    public static string? Raw(Lead lead, string name) => name switch
    {
        "ID" => lead.Id.ToString(CultureInfo.InvariantCulture),
        "STATUS_SEMANTIC_ID" => Catalogue.Stage(lead["STATUS_ID"])?.Semantics ?? "P",
        "HAS_PHONE" => lead.Multifields.Exists(item => item.TypeId == "PHONE") ? "Y" : "N",
        "HAS_EMAIL" => lead.Multifields.Exists(item => item.TypeId == "EMAIL") ? "Y" : "N",
        "HAS_IMOL" => lead.Multifields.Exists(item => item.ValueType == "OPENLINE") ? "Y" : "N",
        _ => lead[name],
    };
}
