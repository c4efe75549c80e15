using Microsoft.Win32.SafeHandles;

namespace LeadOps.Storage;

/// <summary>
/// Lines of a file between two positions, each with its line break; a line is valid until the next one is asked for.
/// </summary>
internal static class LineFile
{
    private const int MaxLine = 20 * 1024 * 1024;

    public static IEnumerable<ReadOnlyMemory<byte>> Lines(string path, long from, long to)
    {
        using var file = File.OpenHandle(path);
        foreach (var line in Lines(file, from, to))
        {
            yield return line;
        }
    }

    public static IEnumerable<ReadOnlyMemory<byte>> Lines(SafeFileHandle file, long from, long to)
    {
        var buffer = new byte[64 * 1024];
        var (start, end) = (0, 0);
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n') + 1;
            if (length > 0)
            {
                yield return buffer.AsMemory(start, length);
                start += length;
                continue;
            }

            (buffer, start, end) = Moved(buffer, start, end);
            var read = RandomAccess.Read(file, buffer.AsSpan(end, (int)Math.Min(buffer.Length - end, to - from)), from);
            if (read == 0)
            {
                break;
            }

            from += read;
            end += read;
        }

        if (end > start)
        {
            yield return buffer.AsMemory(start, end - start);
        }
    }

    /// <summary>Half a line goes to the front, into a larger buffer when it fills this one.</summary>
    private static (byte[] Buffer, int Start, int End) Moved(byte[] buffer, int start, int end)
    {
        var length = end - start;
        if (length > MaxLine)
        {
            throw new InvalidOperationException("line too long");
        }

        var target = length > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        buffer.AsSpan(start, length).CopyTo(target);
        return (target, 0, length);
    }
}
