using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>Writes one JSON line after the other into the same memory.</summary>
internal sealed class LineBuffer : IDisposable
{
    private readonly JsonBuffer buffer = new(ValueJson.Unchecked);

    /// <summary>Valid until the next line.</summary>
    public ReadOnlySpan<byte> Line<T>(T value, Action<Utf8JsonWriter, T> members) =>
        buffer.Write(
            (value, members),
            static (writer, line) =>
            {
                writer.WriteStartObject();
                line.members(writer, line.value);
                writer.WriteEndObject();
            },
            end: "\n"u8
        );

    public void Dispose() => buffer.Dispose();
}
