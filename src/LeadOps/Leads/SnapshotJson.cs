using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Leads;

/// <summary>
/// Snapshots on their way through a spool: the id, then the place of each field that is not empty, and its value.
/// </summary>
internal sealed class SnapshotJson(IReadOnlyList<string> fields) : IDisposable
{
    private readonly JsonBuffer buffer = new(ValueJson.Unchecked);

    public byte[] Write(LeadSnapshot lead) => buffer.Write(lead, Write).ToArray();

    private void Write(Utf8JsonWriter writer, LeadSnapshot lead)
    {
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
    }

    public LeadSnapshot Read(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        reader.Read();
        var lead = LeadSnapshot.Of(new LeadId(reader.GetInt64()), fields.Count);
        while (reader.Read() && reader.TokenType == JsonTokenType.Number)
        {
            var name = fields[reader.GetInt32()];
            reader.Read();
            lead.Set(name, ValueJson.Read(ref reader));
        }

        return lead;
    }

    public void Dispose() => buffer.Dispose();
}
