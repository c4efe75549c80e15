using LeadOps.Portal.Limits;
using LeadOps.Storage;

namespace LeadOps.Portal;

/// <summary>
/// Every reason to wait before a request leaves: the request rate, the operating budgets, and failures that may pass.
/// </summary>
internal sealed class PortalWaits(PortalSettings settings, ILimitStore limits, PortalStats stats, TimeProvider clock)
{
    private static readonly TimeSpan WorthTelling = TimeSpan.FromSeconds(2);

    private readonly Lock telling = new();
    private readonly RequestBucket bucket = new(settings, limits);

    public OperatingLedger Operating { get; } = new(settings, limits, clock);

    public Action<PortalPause>? OnPause { get; set; }

    public async Task ForLimitsAsync(PortalRequest request, CancellationToken stop)
    {
        await RestAsync(Methods(request), stop);
        var wait = bucket.Take();
        if (wait > TimeSpan.Zero)
        {
            Tell(
                new PortalPause(
                    clock.GetUtcNow() + wait,
                    LimitNames.Of(settings.Tariff),
                    wait > WorthTelling ? PauseKind.Pause : PauseKind.Rate
                )
            );
            await WaitAsync(wait, stop);
        }
    }

    /// <summary>The portal saw the first request so much later than it was counted here.</summary>
    public void LeftLate(TimeSpan late) => bucket.LeftLate(late);

    /// <summary>Until the operating budgets allow so many calls of each method.</summary>
    public async Task RestAsync(IReadOnlyCollection<KeyValuePair<string, int>> methods, CancellationToken stop)
    {
        while (Operating.RestNeeded(methods) is { } rest)
        {
            await PauseAsync(rest.Until - clock.GetUtcNow(), LimitNames.OfOperating(rest.Method), rest.Until, stop);
        }
    }

    public async Task BackOffAsync(int attempt, string reason, CancellationToken stop)
    {
        stats.Retry();
        var wait = BackOff(attempt) * Jitter();
        Tell(new PortalPause(clock.GetUtcNow() + wait, reason, PauseKind.Retry));
        await WaitAsync(wait, stop);
    }

    /// <summary>What a refusal by a limit teaches about that limit.</summary>
    public void Refused(NextStep.RepeatAfter step, string method, OperatingReset? reset)
    {
        if (step.Limit is null)
        {
            return;
        }

        if (step.Limit.Code.Equals("OPERATION_TIME_LIMIT", StringComparison.OrdinalIgnoreCase))
        {
            Operating.Exhausted(method, reset);
        }
        else
        {
            bucket.Overflowed(BackOff(step.Pause));
        }
    }

    private static IReadOnlyCollection<KeyValuePair<string, int>> Methods(PortalRequest request) =>
        [
            .. request.Calls.CountBy(call => call.Method),
            .. request.Envelope == Envelope.Direct ? [] : new[] { KeyValuePair.Create("batch", 1) },
        ];

    public Task PauseAsync(TimeSpan wait, string reason, CancellationToken stop) =>
        PauseAsync(wait, reason, clock.GetUtcNow() + wait, stop);

    private async Task PauseAsync(TimeSpan wait, string reason, DateTimeOffset until, CancellationToken stop)
    {
        if (wait > TimeSpan.Zero)
        {
            Tell(new PortalPause(until, reason));
            await WaitAsync(wait, stop);
        }
    }

    /// <summary>Several requests may wait together; who listens hears one at a time.</summary>
    private void Tell(PortalPause pause)
    {
        lock (telling)
        {
            OnPause?.Invoke(pause);
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
    private static double Jitter() => 0.9 + (0.2 * Random.Shared.NextDouble());
}
