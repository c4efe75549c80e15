using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Selection;

namespace LeadOps.Planning;

/// <summary>Snapshots on their way through a spool, in the form in which the portal gave them.</summary>
internal sealed class SnapshotJson(FieldCatalogue catalogue, IReadOnlyList<string> fields)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new();

    public byte[] Write(LeadSnapshot lead)
    {
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteNumber("ID", lead.Id.Value);
        foreach (var name in fields.Where(name => name != "ID"))
        {
            Write(writer, name, lead[name]);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, string name, FieldValue value)
    {
        switch (value)
        {
            case EmptyValue:
                break;
            case TextValue text:
                writer.WriteString(name, text.Text);
                break;
            case ListValue list:
                writer.WriteStartArray(name);
                list.Items.ToList().ForEach(writer.WriteStringValue);
                writer.WriteEndArray();
                break;
            case MultifieldValue items:
                writer.WriteStartArray(name);
                items.Items.ToList().ForEach(item => Write(writer, item));
                writer.WriteEndArray();
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static void Write(Utf8JsonWriter writer, MultifieldItem item)
    {
        writer.WriteStartObject();
        writer.WriteString("ID", item.Id);
        writer.WriteString("VALUE", item.Value);
        writer.WriteString("VALUE_TYPE", item.ValueType);
        writer.WriteEndObject();
    }

    public LeadSnapshot Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return LeadSnapshot.Read(catalogue, document.RootElement);
    }
}
