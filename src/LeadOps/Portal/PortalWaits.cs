using LeadOps.Portal.Limits;
using LeadOps.Storage;

namespace LeadOps.Portal;

/// <summary>Every reason to wait before a request leaves: the request rate, the operating budgets, and failures that may pass.</summary>
internal sealed class PortalWaits(PortalSettings settings, ILimitStore limits, PortalStats stats, TimeProvider clock)
{
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(2);

    private readonly Random jitter = new();
    private readonly RequestBucket bucket = new(settings, limits);

    public OperatingLedger Operating { get; } = new(settings, limits, clock);

    public Action<PortalPause>? OnPause { get; set; }

    public async Task ForLimitsAsync(IReadOnlyList<PortalCall> calls, bool direct, CancellationToken stop)
    {
        await RestAsync(
            [.. calls.CountBy(call => call.Method), .. direct ? [] : new[] { KeyValuePair.Create("batch", 1) }],
            stop
        );
        var wait = bucket.Take();
        if (wait > WorthTelling)
        {
            await PauseAsync(wait, "request rate of the tariff", stop);
        }
        else if (wait > TimeSpan.Zero)
        {
            await WaitAsync(wait, stop);
        }
    }

    /// <summary>Until the operating budgets allow so many calls of each method.</summary>
    public async Task RestAsync(IReadOnlyCollection<KeyValuePair<string, int>> methods, CancellationToken stop)
    {
        while (Operating.RestNeeded(methods) is { } rest)
        {
            await PauseAsync(rest.Until - clock.GetUtcNow(), $"operating limit of {rest.Method}", rest.Until, stop);
        }
    }

    public async Task BackOffAsync(int attempt, string reason, CancellationToken stop)
    {
        stats.Retry();
        await PauseAsync(BackOff(attempt) * Jitter(), reason, stop);
    }

    /// <summary>What a refusal by a limit teaches about that limit.</summary>
    public void Refused(PortalError error, string method, int attempt)
    {
        if (error.Code.Equals("OPERATION_TIME_LIMIT", StringComparison.OrdinalIgnoreCase))
        {
            Operating.Exhausted(method);
        }
        else
        {
            bucket.Overflowed(BackOff(attempt));
        }
    }

    public Task PauseAsync(TimeSpan wait, string reason, CancellationToken stop) =>
        PauseAsync(wait, reason, clock.GetUtcNow() + wait, stop);

    private async Task PauseAsync(TimeSpan wait, string reason, DateTimeOffset until, CancellationToken stop)
    {
        if (wait > TimeSpan.Zero)
        {
            OnPause?.Invoke(new PortalPause(until, reason));
            await WaitAsync(wait, stop);
        }
    }

    /// <summary>Counts what was really waited: a stop may end it early.</summary>
    private async Task WaitAsync(TimeSpan wait, CancellationToken stop)
    {
        var from = clock.GetUtcNow();
        try
        {
            await Task.Delay(wait, clock, stop);
        }
        finally
        {
            stats.Throttled(from, clock.GetUtcNow());
        }
    }

    private TimeSpan BackOff(int attempt)
    {
        var seconds = Math.Min(30, 0.5 * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(settings.Url.IsLoopback ? Math.Min(seconds, 1) : seconds);
    }

    /// <summary>Several processes that were refused together shall not come back together.</summary>
    private double Jitter()
    {
        lock (jitter)
        {
            return 0.9 + (0.2 * jitter.NextDouble());
        }
    }
}
