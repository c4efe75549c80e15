using System.Buffers;
using System.Text.Json;
using LeadOps.Fields;

namespace LeadOps.Plans;

/// <summary>
/// A plan file is JSON Lines, written by hand, so that a rename in code never changes what users keep.
/// </summary>
internal static class JsonLine
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ValueJson.Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    public static string Name(Enum value) =>
        value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";
}
