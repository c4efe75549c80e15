using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LeadOps.LocalPortal.Store;

/// <summary>A lead as one line in the data file.</summary>
internal static class LeadJson
{
    internal sealed record Stored(
        Dictionary<string, string?> Fields,
        Dictionary<string, List<string>> Lists,
        List<MultifieldItem> Multifields,
        List<ContactBinding> Contacts,
        string? Rows
    );

    public static string Write(Lead lead)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteFields(writer, lead);
            writer.WritePropertyName("Lists");
            JsonSerializer.Serialize(writer, lead.Lists.ToDictionary(), StoreJson.Default.DictionaryStringListString);
            writer.WritePropertyName("Multifields");
            JsonSerializer.Serialize(writer, lead.Multifields, StoreJson.Default.ListMultifieldItem);
            writer.WritePropertyName("Contacts");
            JsonSerializer.Serialize(writer, lead.Contacts, StoreJson.Default.ListContactBinding);
            writer.WriteString("Rows", lead.ProductRows);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    public static Lead Read(long id, string json)
    {
        var stored = JsonSerializer.Deserialize(json, StoreJson.Default.Stored)!;
        var lead = new Lead(id) { ProductRows = stored.Rows };
        foreach (var (name, value) in stored.Fields.Where(pair => pair.Value is not null))
        {
            lead[name] = value!.Length <= 12 ? string.Intern(value) : value;
        }

        foreach (var (name, items) in stored.Lists)
        {
            lead.SetList(name, items);
        }

        lead.Multifields.AddRange(stored.Multifields);
        lead.Contacts.AddRange(stored.Contacts);
        return lead;
    }

    private static void WriteFields(Utf8JsonWriter writer, Lead lead)
    {
        writer.WriteStartObject("Fields");
        foreach (var name in SystemFields.SlotNames)
        {
            if (lead[name] is { } value)
            {
                writer.WriteString(name, value);
            }
        }

        foreach (var (name, value) in lead.Extra)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
    }
}
