namespace LeadOps.Portal;

/// <summary>How often a request has been tried in vain, and what else the next step depends on.</summary>
/// <param name="Failures">Lost answers and breakdowns: after some of them a read is given up.</param>
/// <param name="Waits">Refusals by limits and busy servers, which pass however long they take.</param>
/// <param name="HasAnswered">The portal has answered something before; an address that never did is probably
/// wrong.</param>
/// <param name="MayRefresh">The request carries a token that can be renewed, and was not yet.</param>
internal readonly record struct Attempt(int Failures, int Waits, bool HasAnswered, bool MayRefresh);

/// <summary>
/// What follows from one attempt. Decided here alone, from the reply, what the request is for and how often it was
/// tried: what was certainly not carried out is repeated, a read also after a lost answer; a write whose answer is
/// lost is unknown.
/// </summary>
internal abstract record NextStep
{
    /// <summary>Before a read is given up.</summary>
    public const int MostFailures = 8;

    /// <summary>So many attempts show that an address does not answer at all.</summary>
    public const int MostFirstContacts = 3;

    private const int LongestBackOff = 6;

    /// <summary>The answers are there.</summary>
    public sealed record Deliver : NextStep;

    /// <summary>The one call of this request failed; others may go on.</summary>
    public sealed record Fail(PortalError Error) : NextStep;

    /// <summary>The same request again, after the pause of that number.</summary>
    public sealed record RepeatAfter(int Pause, string Reason, Attempt Next) : NextStep
    {
        /// <summary>The limit that refused it, which others shall know of too.</summary>
        public PortalError? Limit { get; init; }
    }

    /// <summary>The same request again with a new token.</summary>
    public sealed record RefreshToken : NextStep;

    /// <summary>Perhaps carried out: the caller has to look.</summary>
    public sealed record Unknown(string Reason) : NextStep;

    /// <summary>Nothing that this command asks for will work.</summary>
    public sealed record Stop(PortalError? Error, string Reason) : NextStep;

    public static NextStep Of(Reply reply, PortalRequest request, Attempt attempt) =>
        reply switch
        {
            { Lost: { } lost } => AfterLoss(lost, reply.NeverSent, request.Purpose, attempt),
            { Error: { } error } when request.Envelope == Envelope.Direct => AfterError(
                error with
                {
                    Method = request.Method,
                },
                reply.Status,
                request,
                attempt
            ),
            { Error: { } error } => AfterError(error, reply.Status, request, attempt),
            _ => new Deliver(),
        };

    private static NextStep AfterLoss(string lost, bool neverSent, Purpose purpose, Attempt attempt)
    {
        var failed = attempt with { Failures = attempt.Failures + 1 };
        var most = neverSent && !attempt.HasAnswered ? MostFirstContacts : MostFailures;
        return !neverSent && purpose == Purpose.Write ? new Unknown(lost)
            : failed.Failures < most ? new RepeatAfter(failed.Failures, lost, failed)
            : new Stop(null, lost);
    }

    private static NextStep AfterError(PortalError error, int status, PortalRequest request, Attempt attempt)
    {
        var isRead = request.Purpose == Purpose.Read;
        var failed = attempt with { Failures = attempt.Failures + 1 };
        var waited = attempt with { Waits = attempt.Waits + 1 };
        return error.Kind switch
        {
            // A refused token means that nothing was carried out.
            _ when attempt.MayRefresh && error.RefusesToken => new RefreshToken(),
            ErrorKind.Stop => new Stop(error, error.ToString()),
            ErrorKind.Wait => new RepeatAfter(Math.Min(waited.Waits, LongestBackOff), $"{status} {error.Code}", waited)
            {
                Limit = error,
            },
            // A 5xx says nothing about a write, whatever its text.
            ErrorKind.Fail when isRead || status < 500 => request.Envelope == Envelope.Direct
                ? new Fail(error)
                : new Stop(error, error.ToString()),
            // Being busy passes, however long it takes.
            ErrorKind.Retry when isRead && status is 429 or 503 => new RepeatAfter(
                Math.Min(waited.Waits, LongestBackOff),
                error.ToString(),
                waited
            ),
            ErrorKind.Retry when isRead && failed.Failures < MostFailures => new RepeatAfter(
                failed.Failures,
                error.ToString(),
                failed
            ),
            _ => isRead ? new Stop(error, error.ToString()) : new Unknown(error.ToString()),
        };
    }
}
