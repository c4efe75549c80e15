using LeadOps.Portal.Leads;
using LeadOps.Storage;

namespace LeadOps.Portal;

/// <summary>
/// One connection to one portal. Planning is given a reader alone; only applying asks for the writer.
/// </summary>
public sealed class PortalSession : IDisposable
{
    private const int MaxLooks = 600;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>What a front server waits for before it answers 504.</summary>
    private static readonly TimeSpan CutAfter = TimeSpan.FromSeconds(60);

    private readonly PortalHttp http;
    private readonly PortalWaits waits;
    private readonly PortalWire wire;
    private readonly OAuthTokens? tokens;
    private readonly TimeProvider clock;
    private volatile bool hasAnswered;

    public PortalSession(PortalSettings settings, IState state, TimeProvider clock)
    {
        Settings = settings;
        this.clock = clock;
        http = new PortalHttp(settings, clock);
        waits = new PortalWaits(settings, state.Limits, Stats, clock);
        wire = new PortalWire(waits.Operating, Stats);
        tokens = settings.OAuth is { } oauth ? new OAuthTokens(settings, oauth, state.Tokens, clock) : null;
        Reader = ReaderOf(LeadApi.CrmLead);
    }

    public PortalSettings Settings { get; }

    public PortalStats Stats { get; } = new();

    /// <summary>What the portal has shown of its speed in this session.</summary>
    internal PortalSpeed Speed { get; } = new();

    /// <summary>Reads leads by crm.lead.*; see <see cref="ReaderOf(LeadApi)"/>.</summary>
    public PortalReader Reader { get; }

    internal ReadCount Reads { get; } = new();

    /// <summary>Called when lists have brought leads.</summary>
    public Action<LeadsRead>? OnRead
    {
        get => Reads.OnRead;
        set => Reads.OnRead = value;
    }

    /// <summary>Called when the portal makes us wait.</summary>
    public Action<PortalPause>? OnPause
    {
        get => waits.OnPause;
        set => waits.OnPause = value;
    }

    /// <summary>A reader that asks for leads by the API that the portal's facts name.</summary>
    public PortalReader ReaderOf(LeadApi leads) => new(this, leads, extent: null);

    /// <summary>A reader that knows how far the portal's leads reach at this moment.</summary>
    internal PortalReader ReaderOf(LeadApi leads, LeadExtent? extent) => new(this, leads, extent);

    public PortalWriter OpenWriter() => new(this);

    public void Dispose()
    {
        http.Dispose();
        tokens?.Dispose();
    }

    internal Task<IReadOnlyList<CallAnswer>> SendAsync(PortalRequest request, CancellationToken cancellationToken) =>
        SendAsync(request, new Sending { Stop = cancellationToken }, cancellationToken);

    /// <summary>One request for all calls, as often as <see cref="NextStep"/> says.</summary>
    internal async Task<IReadOnlyList<CallAnswer>> SendAsync(
        PortalRequest request,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        var token = tokens is null ? null : await tokens.AccessAsync(refused: null, cancellationToken);
        var body = RequestBody.Of(request, token);
        var attempt = new Attempt(0, 0, hasAnswered, MayRefresh: token is not null);
        while (true)
        {
            if (await KeptHereAsync(request, sending, cancellationToken) is { } reason)
            {
                return [.. request.Calls.Select(_ => new CallNotExecuted(reason, IsLimit: true))];
            }

            var reply = await PostAsync(request, body, sending, cancellationToken);
            switch (NextStep.Of(reply, request, attempt with { HasAnswered = hasAnswered }))
            {
                case NextStep.Deliver:
                    return wire.Answers(request, reply.Envelope);
                case NextStep.Fail failed:
                    return [new CallFailure(failed.Error)];
                case NextStep.Unknown unknown:
                    return [.. request.Calls.Select(_ => new CallUnknown(unknown.Reason))];
                case NextStep.Stop stopped:
                    throw stopped.Error is { } error ? new PortalException(error) : Unreachable(stopped.Reason);
                case NextStep.RefreshToken:
                    token = await tokens!.AccessAsync(refused: token, cancellationToken);
                    body = RequestBody.Of(request, token);
                    attempt = attempt with { MayRefresh = false };
                    break;
                case NextStep.RepeatAfter again:
                    waits.Refused(again, request.Method, reply.Reset);
                    await waits.BackOffAsync(again.Pause, again.Reason, sending.Stop);
                    attempt = again.Next;
                    break;
            }
        }
    }

    /// <summary>Waits for the limits; the reason when the request must not leave any more.</summary>
    private async Task<string?> KeptHereAsync(
        PortalRequest request,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        try
        {
            sending.Stop.ThrowIfCancellationRequested();
            await waits.ForLimitsAsync(request, sending.Stop);
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
            PortalRequest.Read(new PortalCall("crm.controller.item.getFile", [])),
            cancellationToken
        );
        return await http.FileAsync(address, cancellationToken);
    }

    private async Task<Reply> PostAsync(
        PortalRequest request,
        ReadOnlyMemory<byte> body,
        Sending sending,
        CancellationToken cancellationToken
    )
    {
        Stats.Request(request.Calls);
        sending.MayHaveActed = true;
        var started = clock.GetTimestamp();
        var answer = await AnsweredAsync(request.Method, body, sending.FreshUntil, cancellationToken);
        sending.Took = clock.GetElapsedTime(started);
        sending.Worked(answer.Status == 504 ? CutAfter : TimeSpan.Zero);
        var reply = ReplyReader.Read(answer);
        if (!hasAnswered && answer.Times is { } first)
        {
            waits.LeftLate(first.UntilLeft);
        }

        hasAnswered |= reply.Lost is null;
        sending.MayHaveActed = reply.MayHaveActed;
        if (reply is { Lost: null, Error: null })
        {
            var (waited, worked) = (answer.Times?.UntilAnswer ?? sending.Took, PortalWire.Duration(reply.Envelope));
            sending.Worked(worked);
            Speed.Note(new TimedRequest(request.Calls.Count, waited.TotalSeconds, worked.TotalSeconds));
        }

        return reply;
    }

    private async Task<HttpAnswer> AnsweredAsync(
        string method,
        ReadOnlyMemory<byte> body,
        DateTimeOffset? freshUntil,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await http.PostAsync(method, body, freshUntil, cancellationToken);
        }
        finally
        {
            Stats.Answered();
        }
    }

    private PortalException Unreachable(string problem) =>
        new(PortalError.Of("", $"nothing ({Settings.DisplayHost}: {problem})", 504));

    /// <summary>
    /// Waits until a request whose answer was lost can no longer be at work: the configured time, and on a local
    /// portal until its door says that none is in flight.
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
