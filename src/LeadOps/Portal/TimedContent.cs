using System.Net;

namespace LeadOps.Portal;

/// <summary>
/// The body of a request that notes when it has left: what comes before that is connecting and not the portal's work.
/// A body that is too old by then does not leave.
/// </summary>
internal sealed class TimedContent : HttpContent
{
    private readonly HttpContent inner;
    private readonly TimeProvider clock;
    private readonly DateTimeOffset? freshUntil;
    private readonly long started;
    private long? left;

    public TimedContent(HttpContent inner, TimeProvider clock, DateTimeOffset? freshUntil)
    {
        (this.inner, this.clock, this.freshUntil, started) = (inner, clock, freshUntil, clock.GetTimestamp());
        foreach (var header in inner.Headers)
        {
            Headers.TryAddWithoutValidation(header.Key, header.Value);
        }
    }

    /// <summary>The way of the request, when its answer has just begun.</summary>
    public HttpTimes? Answered() =>
        left is { } at ? new HttpTimes(clock.GetElapsedTime(started, at), clock.GetElapsedTime(at)) : null;

    /// <summary>Connecting takes its time, and a machine may sleep meanwhile.</summary>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        if (clock.GetUtcNow() > freshUntil)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "the connection came too late");
        }

        await inner.CopyToAsync(stream, context);
        left = clock.GetTimestamp();
    }

    protected override bool TryComputeLength(out long length) => (length = inner.Headers.ContentLength ?? -1) >= 0;

    protected override void Dispose(bool disposing)
    {
        inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>How long it took until a request had left, and from then until its answer began.</summary>
internal readonly record struct HttpTimes(TimeSpan UntilLeft, TimeSpan UntilAnswer);
