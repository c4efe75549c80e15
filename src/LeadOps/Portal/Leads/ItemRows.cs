using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Portal.Leads;

/// <summary>Items as rows of crm.lead.list: names in capitals, `fm` split into PHONE, EMAIL, WEB and IM.</summary>
internal sealed class ItemRows(FieldCatalogue catalogue)
{
    private readonly Dictionary<string, string> names = catalogue
        .All.Where(field => field is { ItemName: not null, IsMultifield: false, IsApart: false })
        .ToDictionary(field => field.ItemName!, field => field.Name, StringComparer.Ordinal);

    public JsonElement ToLead(JsonElement item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var member in item.EnumerateObject())
            {
                if (member.Name == "fm")
                {
                    WriteMultifields(writer, member.Value);
                }
                else if (names.TryGetValue(member.Name, out var name))
                {
                    writer.WritePropertyName(name);
                    member.Value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    private static void WriteMultifields(Utf8JsonWriter writer, JsonElement items)
    {
        foreach (
            var type in FieldJson
                .Items(items)
                .Where(item => long.TryParse(FieldJson.Text(item, "id"), CultureInfo.InvariantCulture, out _))
                .GroupBy(item => FieldJson.Text(item, "typeId") ?? "", StringComparer.Ordinal)
                .Where(type => type.Key.Length > 0)
        )
        {
            writer.WriteStartArray(type.Key);
            foreach (
                var item in type.OrderBy(item => long.Parse(FieldJson.Text(item, "id")!, CultureInfo.InvariantCulture))
            )
            {
                writer.WriteStartObject();
                writer.WriteString("ID", FieldJson.Text(item, "id"));
                writer.WriteString("VALUE_TYPE", FieldJson.Text(item, "valueType"));
                writer.WriteString("VALUE", FieldJson.Text(item, "value"));
                writer.WriteString("TYPE_ID", type.Key);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
