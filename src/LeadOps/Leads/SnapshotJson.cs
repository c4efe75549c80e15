using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Leads;

/// <summary>
/// Snapshots on their way through a spool: the id, then the place of each field that is not empty, and its value.
/// </summary>
internal sealed class SnapshotJson(IReadOnlyList<string> fields)
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private Utf8JsonWriter? writer;

    public byte[] Write(LeadSnapshot lead)
    {
        buffer.ResetWrittenCount();
        writer ??= new Utf8JsonWriter(buffer, Options);
        writer.Reset();
        writer.WriteStartArray();
        writer.WriteNumberValue(lead.Id.Value);
        for (var i = 0; i < fields.Count; i++)
        {
            if (lead[fields[i]] is { IsEmpty: false } value)
            {
                writer.WriteNumberValue(i);
                ValueJson.Write(writer, value);
            }
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public LeadSnapshot Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Read();
        var id = new LeadId(reader.GetInt64());
        var lead = LeadSnapshot.Of(id);
        lead.Set("ID", new TextValue(id.ToString()));
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            var name = fields[reader.GetInt32()];
            reader.Read();
            lead.Set(
                name,
                reader.TokenType == JsonTokenType.String
                    ? new TextValue(reader.GetString()!)
                    : ValueJson.Read(JsonElement.ParseValue(ref reader))
            );
        }

        return lead;
    }
}
