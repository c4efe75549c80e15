using System.Text.Json;

namespace LeadOps.Plans;

/// <summary>
/// A plan file is JSON Lines, written by hand, so that a rename in code never changes what users keep.
/// </summary>
internal static class JsonLine
{
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new LineBuffer();
        return buffer.Line(write, (writer, members) => members(writer)).ToArray();
    }
}
