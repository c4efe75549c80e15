namespace LeadOps.Portal.Leads;

/// <summary>
/// Requests in flight whose answers are wanted in the order in which they were started; what is not wanted any more
/// is ended.
/// </summary>
internal sealed class ReadAhead<T>(CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly Queue<Task<T>> started = new();
    private CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);

    public int Count => started.Count;

    /// <summary>What every request that is started has to listen to.</summary>
    public CancellationToken Ending => ending.Token;

    public void Start(Task<T> request) => started.Enqueue(request);

    public Task<T> NextAsync() => started.Dequeue();

    /// <summary>All that is on its way, to be started anew in another order.</summary>
    public async Task<IReadOnlyList<T>> TakeAllAsync()
    {
        var all = await Task.WhenAll(started);
        started.Clear();
        return all;
    }

    /// <summary>Ends all requests that were started.</summary>
    public async Task ClearAsync()
    {
        await ending.CancelAsync();
        foreach (var request in started)
        {
            await ((Task)request).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        started.Clear();
        ending.Dispose();
        ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await ClearAsync();
        ending.Dispose();
    }
}
