using System.Buffers;

namespace LeadOps.Portal;

/// <summary>
/// The body of an answer, up to a size that no answer of the portal reaches: what never ends must not fill the
/// memory.
/// </summary>
internal static class AnswerBody
{
    public const int MostBytes = 64 * 1024 * 1024;

    private const int Step = 64 * 1024;

    /// <summary>Null when there is more than fits.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength is { } length)
        {
            return length > MostBytes ? null : await content.ReadAsByteArrayAsync(cancellationToken);
        }

        await using var stream = await content.ReadAsStreamAsync(cancellationToken);
        var body = new ArrayBufferWriter<byte>(Step);
        while (await stream.ReadAsync(body.GetMemory(Step), cancellationToken) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > MostBytes)
            {
                return null;
            }
        }

        return body.WrittenMemory;
    }
}
