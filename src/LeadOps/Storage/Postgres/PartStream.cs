namespace LeadOps.Storage.Postgres;

/// <summary>What is written comes out in parts of one size, the last one smaller.</summary>
internal sealed class PartStream(int size, Action<int, byte[]> put) : Stream
{
    private readonly byte[] buffer = new byte[size];
    private int filled;
    private int number;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> content)
    {
        while (content.Length > 0)
        {
            var taken = Math.Min(content.Length, size - filled);
            content[..taken].CopyTo(buffer.AsSpan(filled));
            filled += taken;
            content = content[taken..];
            if (filled == size)
            {
                Finish();
            }
        }
    }

    /// <summary>What is left becomes the last part.</summary>
    public void Finish()
    {
        if (filled > 0)
        {
            put(number++, buffer[..filled]);
            filled = 0;
        }
    }

    public override void Flush()
    {
        // A part goes out when it is full.
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
