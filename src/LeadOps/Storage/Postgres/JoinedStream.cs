namespace LeadOps.Storage.Postgres;

/// <summary>Parts read one after the other.</summary>
internal sealed class JoinedStream(IEnumerable<byte[]> parts) : Stream
{
    private readonly IEnumerator<byte[]> parts = parts.GetEnumerator();
    private ReadOnlyMemory<byte> current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        while (current.Length == 0)
        {
            if (!parts.MoveNext())
            {
                return 0;
            }

            current = parts.Current;
        }

        var taken = Math.Min(buffer.Length, current.Length);
        current.Span[..taken].CopyTo(buffer);
        current = current[taken..];
        return taken;
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        parts.Dispose();
        base.Dispose(disposing);
    }
}
