namespace LeadOps.Portal;

/// <summary>
/// Any number of independent reads as full requests, several in flight; asks again for what only failed for the
/// moment.
/// </summary>
internal sealed class ReadBatches(PortalSession session)
{
    private const int MostInFlight = 8;

    public async Task<IReadOnlyList<CallAnswer>> SendAsync(
        IReadOnlyList<PortalCall> calls,
        CancellationToken cancellationToken
    )
    {
        var answers = new CallAnswer[calls.Count];
        var open = Enumerable.Range(0, calls.Count).ToList();
        for (var attempt = 1; open.Count > 0; )
        {
            await Parallel.ForEachAsync(
                Requests(calls, open),
                new ParallelOptions { MaxDegreeOfParallelism = MostInFlight, CancellationToken = cancellationToken },
                async (indexes, cancel) =>
                {
                    var received = await session.SendAsync(
                        PortalRequest.Read([.. indexes.Select(i => calls[i])]),
                        cancel
                    );
                    for (var i = 0; i < indexes.Length; i++)
                    {
                        answers[indexes[i]] = received[i];
                    }
                }
            );
            open.RemoveAll(i => answers[i] is not (CallUnknown or CallNotExecuted));
            if (open.Count == 0)
            {
                break;
            }

            // A limit ends by itself, however often it is met; anything else is given up at some point.
            attempt += open.TrueForAll(i => answers[i] is CallNotExecuted { IsLimit: true }) ? 0 : 1;
            var reason = Reason(answers[open[0]]);
            if (attempt > NextStep.MostFailures)
            {
                throw new PortalException(
                    PortalError.Of("", $"nothing usable to {calls[open[0]].Method}: {reason}", 502)
                );
            }

            await session.BackOffAsync(attempt, reason, cancellationToken);
        }

        return answers;
    }

    /// <summary>Full batches of what a batch can carry; the rest by requests of their own.</summary>
    private static IEnumerable<int[]> Requests(IReadOnlyList<PortalCall> calls, List<int> open) =>
        open.Where(i => !calls[i].NeedsDirect)
            .Chunk(PortalWire.BatchSize)
            .Concat(open.Where(i => calls[i].NeedsDirect).Select(i => new[] { i }))
            .ToList();

    private static string Reason(CallAnswer answer) =>
        answer switch
        {
            CallUnknown unknown => unknown.Reason,
            CallNotExecuted notExecuted => notExecuted.Reason,
            _ => "",
        };
}
