using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LeadOps.Fields;

/// <summary>Writes one piece of JSON after the other into the same memory.</summary>
internal sealed class JsonBuffer : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly Utf8JsonWriter writer;

    public JsonBuffer(JsonWriterOptions options) => writer = new Utf8JsonWriter(buffer, options);

    public static string Text<T>(T value, Action<Utf8JsonWriter, T> write, JsonWriterOptions options)
    {
        using var buffer = new JsonBuffer(options);
        return Encoding.UTF8.GetString(buffer.Write(value, write));
    }

    /// <summary>Valid until the next piece; `end` stands behind it.</summary>
    public ReadOnlySpan<byte> Write<T>(T value, Action<Utf8JsonWriter, T> write, ReadOnlySpan<byte> end = default)
    {
        buffer.ResetWrittenCount();
        writer.Reset();
        write(writer, value);
        writer.Flush();
        buffer.Write(end);
        return buffer.WrittenSpan;
    }

    public void Dispose() => writer.Dispose();
}
