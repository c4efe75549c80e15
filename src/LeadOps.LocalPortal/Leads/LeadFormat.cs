using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;

namespace LeadOps.LocalPortal.Leads;

/// <summary>A lead as crm.lead.* shows it: strings, `12500.00`, ISO dates with offset, multifields only when there are any.</summary>
internal sealed class LeadFormat(Catalogue catalogue)
{
    public JsonObject Row(Lead lead, IEnumerable<string> names)
    {
        var row = new JsonObject();
        foreach (var name in names)
        {
            if (name == "CONTACT_IDS" || !catalogue.Fields.TryGetValue(name, out var field))
            {
                continue;
            }

            if (field.IsMultifield)
            {
                Put(row, name, Items(lead, name));
            }
            else if (field.Type == "file")
            {
                PutFiles(row, lead, field);
            }
            else
            {
                row[name] = Value(lead, field);
            }
        }

        return row;
    }

    /// <summary>The value as filters and rows see it, derived fields included.</summary>
    public string? Raw(Lead lead, string name) =>
        name switch
        {
            "ID" => lead.Id.ToString(CultureInfo.InvariantCulture),
            "STATUS_SEMANTIC_ID" => catalogue.Stage(lead["STATUS_ID"])?.Semantics ?? "P",
            "HAS_PHONE" => Has(lead, item => item.TypeId == "PHONE"),
            "HAS_EMAIL" => Has(lead, item => item.TypeId == "EMAIL"),
            "HAS_IMOL" => Has(lead, item => item.ValueType is "OPENLINE" or "IMOL"),
            _ => lead[name],
        };

    private static string Has(Lead lead, Predicate<MultifieldItem> what) => lead.Multifields.Exists(what) ? "Y" : "N";

    private static void Put(JsonObject row, string name, JsonArray items)
    {
        if (items.Count > 0)
        {
            row[name] = items;
        }
    }

    private static JsonArray Items(Lead lead, string type) =>
        new([
            .. lead
                .Multifields.Where(item => item.TypeId == type)
                .OrderBy(item => item.Id)
                .Select(item =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["ID"] = item.Id.ToString(CultureInfo.InvariantCulture),
                            ["VALUE_TYPE"] = item.ValueType,
                            ["VALUE"] = item.Value,
                            ["TYPE_ID"] = type,
                        }
                ),
        ]);

    private JsonNode? Value(Lead lead, FieldInfo field)
    {
        if (field.IsList)
        {
            return new JsonArray([.. lead.List(field.Name).Select(item => (JsonNode)item)]);
        }

        var value = Raw(lead, field.Name);
        return string.IsNullOrEmpty(value) && field.Type is "date" or "datetime" && string.IsNullOrEmpty(value)
            ? ""
            : value;
    }

    /// <summary>An empty single file has no key at all.</summary>
    private static void PutFiles(JsonObject row, Lead lead, FieldInfo field)
    {
        if (field.IsMultiple)
        {
            row[field.Name] = new JsonArray([.. lead.List(field.Name).Select(id => (JsonNode)File(lead, field, id))]);
        }
        else if (lead[field.Name] is { Length: > 0 } id)
        {
            row[field.Name] = File(lead, field, id);
        }
    }

    private static JsonObject File(Lead lead, FieldInfo field, string id)
    {
        var page = "/bitrix/components/bitrix/crm.lead.show/show_file.php";
        return new JsonObject
        {
            ["id"] = Values.Number(id),
            ["showUrl"] = $"{page}?ownerId={lead.Id}&fieldName={field.Name}&dynamic=Y&fileId={id}",
            ["downloadUrl"] = $"{page}?auth=&ownerId={lead.Id}&fieldName={field.Name}&dynamic=Y&fileId={id}",
        };
    }
}
