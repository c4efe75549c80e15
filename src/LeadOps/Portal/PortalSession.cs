using System.Text.Json.Nodes;
using LeadOps.Portal.Leads;
using LeadOps.Portal.Limits;

namespace LeadOps.Portal;

/// <summary>
/// One connection to one portal. Planning is given <see cref="Reader"/> alone; only applying asks for the writer.
/// </summary>
public sealed class PortalSession : IDisposable
{
    internal const int Attempts = 8;

    private const int MaxLooks = 600;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Random jitter = new(Environment.ProcessId);

    private readonly PortalHttp http;
    private readonly RequestBucket bucket;
    private readonly OperatingLedger operating;
    private readonly PortalWire wire;
    private readonly OAuthTokens? tokens;
    private readonly TimeProvider clock;

    public PortalSession(PortalSettings settings, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        http = new PortalHttp(settings);
        bucket = new RequestBucket(settings, clock);
        operating = new OperatingLedger(settings, clock);
        wire = new PortalWire(operating, Stats);
        tokens = settings.OAuth is { } oauth ? new OAuthTokens(settings, oauth, clock) : null;
        Reader = new PortalReader(this);
    }

    public PortalSettings Settings { get; }

    public PortalStats Stats { get; } = new();

    public PortalReader Reader { get; }

    /// <summary>The API for leads; until the portal's fields are known it is crm.lead.*.</summary>
    public LeadApi Leads { get; internal set; } = LeadApi.CrmLead;

    /// <summary>Called when the portal makes us wait.</summary>
    public Action<PortalPause>? OnPause { get; set; }

    public PortalWriter OpenWriter() => new(this);

    public void Dispose()
    {
        http.Dispose();
        tokens?.Dispose();
        bucket.Dispose();
        operating.Dispose();
    }

    /// <summary>
    /// One request for all calls. Repeats by itself what was certainly not carried out; `repeatable` also repeats after
    /// lost answers, which only reads may do.
    /// </summary>
    internal async Task<IReadOnlyList<CallAnswer>> SendAsync(IReadOnlyList<PortalCall> calls, bool halt, bool repeatable, bool direct, CancellationToken cancellationToken)
    {
        var token = tokens is null ? null : await tokens.AccessAsync(refused: null, cancellationToken);
        var isRefreshed = false;
        for (var attempt = 1; ; attempt++)
        {
            await WaitForLimitsAsync(calls, cancellationToken);
            Stats.Request(calls);
            var isBatch = !direct;
            var body = isBatch ? PortalWire.Batch(calls, halt) : calls[0].Parameters;
            var answer = await http.PostAsync(isBatch ? "batch" : calls[0].Method, token is null ? body : WithToken(body, token), cancellationToken);
            if (answer.Problem is { } lost)
            {
                if ((answer.NeverSent || repeatable) && attempt < Attempts)
                {
                    await BackOffAsync(attempt, lost, cancellationToken);
                    continue;
                }

                return answer.NeverSent || repeatable ? throw Unreachable(lost) : Unknown(calls, lost);
            }

            var (envelope, error) = PortalWire.Open(answer);
            if (error is null && envelope is { } good)
            {
                return isBatch ? wire.Many(calls, good) : [wire.Single(calls[0], good)];
            }

            // A refused token means that nothing was carried out: refresh once and send the same again.
            if (token is not null && !isRefreshed && error!.Code is ("expired_token" or "invalid_token"))
            {
                isRefreshed = true;
                token = await tokens!.AccessAsync(refused: token, cancellationToken);
                continue;
            }

            if (error!.Kind == ErrorKind.Stop)
            {
                throw new PortalException(error);
            }

            if (error.Kind == ErrorKind.Wait)
            {
                NoteRefusal(error, calls, isBatch, Math.Min(attempt, 6));
                await BackOffAsync(Math.Min(attempt, 6), error.Code, cancellationToken);
                attempt = Math.Min(attempt, Attempts - 1);
                continue;
            }

            // A 5xx says nothing about a write, whatever its text.
            if (error.Kind == ErrorKind.Fail && (repeatable || answer.Status < 500))
            {
                return isBatch ? throw new PortalException(error) : [new CallFailure(error)];
            }

            if (repeatable && error.Kind == ErrorKind.Retry && attempt < Attempts)
            {
                await BackOffAsync(attempt, error.ToString(), cancellationToken);
                continue;
            }

            return repeatable ? throw new PortalException(error) : Unknown(calls, error.ToString());
        }
    }

    private static JsonObject WithToken(JsonObject body, string token)
    {
        var authorised = (JsonObject)body.DeepClone();
        authorised["auth"] = token;
        return authorised;
    }

    private void NoteRefusal(PortalError error, IReadOnlyList<PortalCall> calls, bool isBatch, int attempt)
    {
        if (error.Code.Equals("OPERATION_TIME_LIMIT", StringComparison.OrdinalIgnoreCase))
        {
            operating.Exhausted(isBatch ? "batch" : calls[0].Method);
        }
        else
        {
            bucket.Overflowed(BackOff(attempt));
        }
    }

    private PortalException Unreachable(string problem) =>
        new(PortalError.Of("", $"nothing ({Settings.DisplayHost}: {problem})", 504));

    private static CallUnknown[] Unknown(IReadOnlyList<PortalCall> calls, string reason) =>
        [.. calls.Select(_ => new CallUnknown(reason))];

    private async Task WaitForLimitsAsync(IReadOnlyList<PortalCall> calls, CancellationToken cancellationToken)
    {
        while (operating.RestNeeded(calls.Select(call => call.Method).Append("batch").Distinct()) is { } rest)
        {
            await PauseAsync(rest.Until - clock.GetUtcNow(), $"operating limit of {rest.Method}", cancellationToken);
        }

        var wait = bucket.Take();
        if (wait > TimeSpan.Zero)
        {
            Stats.Throttled(wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>
    /// Waits until a request whose answer was lost can no longer be at work: the configured time, and on a local portal until
    /// its door says that none is in flight.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await PauseAsync(Settings.SettleAfter, "unanswered writes are still being settled", cancellationToken);
        for (var look = 0; Settings.Url.IsLoopback && look < MaxLooks && await http.AnyInFlightAsync(cancellationToken); look++)
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken);
        }
    }

    internal async Task BackOffAsync(int attempt, string reason, CancellationToken cancellationToken)
    {
        Stats.Retry();
        await PauseAsync(BackOff(attempt) * Jitter(), reason, cancellationToken);
    }

    private TimeSpan BackOff(int attempt)
    {
        var seconds = Math.Min(30, 0.5 * Math.Pow(2, attempt - 1));
        return TimeSpan.FromSeconds(Settings.Url.IsLoopback ? Math.Min(seconds, 1) : seconds);
    }

    /// <summary>Several processes that were refused together shall not come back together.</summary>
    private double Jitter()
    {
        lock (jitter)
        {
            return 0.9 + (0.2 * jitter.NextDouble());
        }
    }

    private async Task PauseAsync(TimeSpan wait, string reason, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero)
        {
            OnPause?.Invoke(new PortalPause(clock.GetUtcNow() + wait, reason));
            Stats.Throttled(wait);
            await Task.Delay(wait, clock, cancellationToken);
        }
    }
}
