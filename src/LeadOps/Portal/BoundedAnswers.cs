namespace LeadOps.Portal;

/// <summary>The portal sent more than any answer of its own can hold.</summary>
internal sealed class EndlessAnswerException() : IOException("The answer does not end.");

/// <summary>
/// Reads every answer up to a size; one that goes on after it is cut, because it would fill the memory.
/// </summary>
internal sealed class BoundedAnswers(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var response = await ConnectedAsync(request, cancellationToken);
        try
        {
            var body = await AnswerBody.ReadAsync(response.Content, cancellationToken);
            var content = new ReadOnlyMemoryContent(body ?? throw new EndlessAnswerException());
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
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (OperationCanceledException problem) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "no connection in time", problem);
        }
    }
}
