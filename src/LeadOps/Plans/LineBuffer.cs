using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeadOps.Plans;

/// <summary>Writes one JSON line after the other into the same memory.</summary>
internal sealed class LineBuffer : IDisposable
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;

    public LineBuffer() => writer = new Utf8JsonWriter(buffer, Options);

    /// <summary>Valid until the next line.</summary>
    public ReadOnlySpan<byte> Line<T>(T value, Action<Utf8JsonWriter, T> members)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        writer.WriteStartObject();
        members(writer, value);
        writer.WriteEndObject();
        writer.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenSpan;
    }

    public void Dispose() => writer.Dispose();
}
