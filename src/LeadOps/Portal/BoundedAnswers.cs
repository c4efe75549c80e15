namespace LeadOps.Portal;

/// <summary>The portal sent more than any answer of its own can hold.</summary>
internal sealed class EndlessAnswerException() : IOException("The answer does not end.");

/// <summary>
/// Reads every answer up to a size; one that goes on after it is cut, because it would fill the memory. It leaves in
/// the request's options the body, and how long the way there and back took.
/// </summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner, TimeProvider clock) : DelegatingHandler(inner)
{
    public static readonly HttpRequestOptionsKey<HttpTimes> Times = new("times");
    public static readonly HttpRequestOptionsKey<DateTimeOffset?> FreshUntil = new("freshUntil");
    public static readonly HttpRequestOptionsKey<ReadOnlyMemory<byte>> Body = new("body");

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await ConnectedAsync(request, cancellationToken);
        try
        {
            var body =
                await AnswerBody.ReadAsync(response.Content, cancellationToken) ?? throw new EndlessAnswerException();
            request.Options.Set(Body, body);
            var content = new ReadOnlyMemoryContent(body);
            foreach (var header in response.Content.Headers)
            {
                content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }

            response.Content.Dispose();
            response.Content = content;
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    /// <summary>The handler below ends an attempt to connect by itself; nothing has left then.</summary>
    private async Task<HttpResponseMessage> ConnectedAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        request.Options.TryGetValue(FreshUntil, out var freshUntil);
        var body = request.Content is { } content ? new TimedContent(content, clock, freshUntil) : null;
        request.Content = body;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (body?.Answered() is { } times)
            {
                request.Options.Set(Times, times);
            }

            return response;
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection in time", problem);
        }
    }
}
