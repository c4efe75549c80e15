using System.Text.Json.Nodes;
using LeadOps.Portal.Leads;
using LeadOps.Storage;

namespace LeadOps.Portal;

/// <summary>
/// One connection to one portal. Planning is given <see cref="Reader"/> alone; only applying asks for the writer.
/// </summary>
public sealed class PortalSession : IDisposable
{
    internal const int Attempts = 8;

    private const int MaxLooks = 600;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>What a front server waits for before it answers 504.</summary>
    private static readonly TimeSpan CutAfter = TimeSpan.FromSeconds(60);

    private readonly PortalHttp http;
    private readonly PortalWaits waits;
    private readonly PortalWire wire;
    private readonly OAuthTokens? tokens;
    private readonly TimeProvider clock;

    public PortalSession(PortalSettings settings, IState state, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        http = new PortalHttp(settings);
        waits = new PortalWaits(settings, state.Limits, Stats, clock);
        wire = new PortalWire(waits.Operating, Stats);
        tokens = settings.OAuth is { } oauth ? new OAuthTokens(settings, oauth, state.Tokens, clock) : null;
        Reader = new PortalReader(this);
    }

    public PortalSettings Settings { get; }

    public PortalStats Stats { get; } = new();

    public PortalReader Reader { get; }

    /// <summary>The API for leads; until the portal's fields are known it is crm.lead.*.</summary>
    public LeadApi Leads { get; internal set; } = LeadApi.CrmLead;

    /// <summary>Called when the portal makes us wait.</summary>
    public Action<PortalPause>? OnPause
    {
        get => waits.OnPause;
        set => waits.OnPause = value;
    }

    public PortalWriter OpenWriter() => new(this);

    public void Dispose()
    {
        http.Dispose();
        tokens?.Dispose();
    }

    internal Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls,
        bool halt,
        bool repeatable,
        bool direct,
        CancellationToken cancellationToken
    ) => SendAsync(calls, halt, repeatable, direct, new Sending { Stop = cancellationToken }, cancellationToken);

    /// <summary>
    /// One request for all calls. Repeats by itself what was certainly not carried out; `repeatable` also repeats after
    /// lost answers, which only reads may do.
    /// </summary>
    internal async Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls,
        bool halt,
        bool repeatable,
        bool direct,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        var token = tokens is null ? null : await tokens.AccessAsync(refused: null, cancellationToken);
        var isRefreshed = false;
        var (method, body) = direct ? (calls[0].Method, calls[0].Parameters) : ("batch", PortalWire.Batch(calls, halt));
        for (var attempt = 1; ; attempt++)
        {
            if (await KeptHereAsync(calls, direct, sending, cancellationToken) is { } reason)
            {
                return [.. calls.Select(_ => new CallNotExecuted(reason, IsLimit: true))];
            }

            var answer = await PostAsync(
                method,
                token is null ? body : WithToken(body, token),
                calls,
                sending,
                cancellationToken
            );
            if (answer.Problem is { } lost)
            {
                if ((answer.NeverSent || repeatable) && attempt < Attempts)
                {
                    await BackOffAsync(attempt, lost, sending.Stop);
                    continue;
                }

                return answer.NeverSent || repeatable ? throw Unreachable(lost) : Unknown(calls, lost);
            }

            var (envelope, error) = PortalWire.Open(answer);
            if (error is null && envelope is { } good)
            {
                sending.Worked(PortalWire.Duration(good));
                return direct ? [wire.Single(calls[0], good)] : wire.Many(calls, good);
            }

            // With a code the portal itself speaks, and what it refuses as a whole it has not begun.
            sending.MayHaveActed &= error!.Kind is not (ErrorKind.Stop or ErrorKind.Wait) || error.Code.Length == 0;

            // A refused token means that nothing was carried out: refresh once and send the same again.
            if (token is not null && !isRefreshed && error.Code is ("expired_token" or "invalid_token"))
            {
                isRefreshed = true;
                token = await tokens!.AccessAsync(refused: token, cancellationToken);
                continue;
            }

            if (error.Kind == ErrorKind.Stop)
            {
                throw new PortalException(error);
            }

            if (error.Kind == ErrorKind.Wait)
            {
                waits.Refused(error, method, Math.Min(attempt, 6));
                await BackOffAsync(Math.Min(attempt, 6), error.Code, sending.Stop);
                attempt = Math.Min(attempt, Attempts - 1);
                continue;
            }

            // A 5xx says nothing about a write, whatever its text.
            if (error.Kind == ErrorKind.Fail && (repeatable || answer.Status < 500))
            {
                return direct ? [new CallFailure(error)] : throw new PortalException(error);
            }

            if (repeatable && error.Kind == ErrorKind.Retry && attempt < Attempts)
            {
                await BackOffAsync(attempt, error.ToString(), sending.Stop);

                // Being busy passes, however long it takes.
                attempt = answer.Status is 429 or 503 ? Math.Min(attempt, Attempts - 2) : attempt;
                continue;
            }

            return repeatable ? throw new PortalException(error) : Unknown(calls, error.ToString());
        }
    }

    /// <summary>Waits for the limits; the reason when the request must not leave any more.</summary>
    private async Task<string?> KeptHereAsync(
        IReadOnlyList<PortalCall> calls,
        bool direct,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        try
        {
            sending.Stop.ThrowIfCancellationRequested();
            await waits.ForLimitsAsync(calls, direct, sending.Stop);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "the run was interrupted";
        }

        return clock.GetUtcNow() > sending.FreshUntil ? "the leads must be read again after the pause" : null;
    }

    internal async Task<(string Name, long Size)?> FileAsync(string address, CancellationToken cancellationToken)
    {
        await waits.ForLimitsAsync(
            [new PortalCall("crm.controller.item.getFile", [])],
            direct: true,
            cancellationToken
        );
        return await http.FileAsync(address, cancellationToken);
    }

    private async Task<HttpAnswer> PostAsync(
        string method,
        JsonObject body,
        IReadOnlyList<PortalCall> calls,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        Stats.Request(calls);
        sending.MayHaveActed = true;
        var started = clock.GetTimestamp();
        var answer = await http.PostAsync(method, body, cancellationToken);
        sending.Took = clock.GetElapsedTime(started);
        sending.Worked(answer.Status == 504 ? CutAfter : TimeSpan.Zero);
        sending.MayHaveActed = !answer.NeverSent;
        return answer;
    }

    private static JsonObject WithToken(JsonObject body, string token)
    {
        var authorised = (JsonObject)body.DeepClone();
        authorised["auth"] = token;
        return authorised;
    }

    private PortalException Unreachable(string problem) =>
        new(PortalError.Of("", $"nothing ({Settings.DisplayHost}: {problem})", 504));

    private static CallUnknown[] Unknown(IReadOnlyList<PortalCall> calls, string reason) =>
        [.. calls.Select(_ => new CallUnknown(reason))];

    /// <summary>
    /// Waits until a request whose answer was lost can no longer be at work: the configured time, and on a local portal until
    /// its door says that none is in flight.
    /// </summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await waits.PauseAsync(Settings.SettleAfter, "unanswered writes are still being settled", cancellationToken);
        for (
            var look = 0;
            Settings.Url.IsLoopback && look < MaxLooks && await http.AnyInFlightAsync(cancellationToken);
            look++
        )
        {
            await Task.Delay(BetweenLooks, clock, cancellationToken);
        }
    }

    /// <summary>True when an operating budget does not allow so many calls of each method now.</summary>
    internal bool MustRest(IReadOnlyCollection<KeyValuePair<string, int>> methods) =>
        waits.Operating.RestNeeded(methods) is not null;

    internal Task RestAsync(IReadOnlyCollection<KeyValuePair<string, int>> methods, CancellationToken stop) =>
        waits.RestAsync(methods, stop);

    internal Task BackOffAsync(int attempt, string reason, CancellationToken cancellationToken) =>
        waits.BackOffAsync(attempt, reason, cancellationToken);
}
