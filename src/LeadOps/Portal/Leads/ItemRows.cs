using System.Buffers;
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
                if (member.Name == "fm" && member.Value.ValueKind == JsonValueKind.Array)
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
            var type in items
                .EnumerateArray()
                .GroupBy(item => item.GetProperty("typeId").GetString()!)
                .Where(type => type.Key.Length > 0)
        )
        {
            writer.WriteStartArray(type.Key);
            foreach (var item in type.OrderBy(item => item.GetProperty("id").GetInt64()))
            {
                writer.WriteStartObject();
                writer.WriteString("ID", item.GetProperty("id").ToString());
                writer.WriteString("VALUE_TYPE", item.GetProperty("valueType").GetString());
                writer.WriteString("VALUE", item.GetProperty("value").GetString());
                writer.WriteString("TYPE_ID", type.Key);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }
    }
}
