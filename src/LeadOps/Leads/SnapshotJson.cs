using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Leads;

/// <summary>Snapshots on their way through a spool.</summary>
internal sealed class SnapshotJson(FieldCatalogue catalogue, IReadOnlyList<string> fields)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> buffer = new();

    public byte[] Write(LeadSnapshot lead)
    {
        buffer.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteNumber("ID", lead.Id.Value);
        writer.WriteStartObject("values");
        foreach (var name in fields.Where(name => !lead[name].IsEmpty))
        {
            writer.WritePropertyName(name);
            ValueJson.Write(writer, lead[name]);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public LeadSnapshot Read(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var lead = LeadSnapshot.Read(catalogue, document.RootElement);
        foreach (var value in document.RootElement.GetProperty("values").EnumerateObject())
        {
            lead.Set(value.Name, ValueJson.Read(value.Value));
        }

        return lead;
    }
}
