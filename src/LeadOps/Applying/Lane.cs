using LeadOps.Fields;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>
/// One request after the other: read, decide, write, read back. What changes is kept where many may change it, so
/// that all lanes of a run share one.
/// </summary>
internal sealed class Lane(
    PortalSession session,
    FieldCatalogue catalogue,
    TimeProvider clock,
    RunRecorder recorder,
    ChunkSource source,
    Pace pace,
    PauseFile pause,
    Action faster,
    CancellationToken late
)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);

    private readonly PortalWriter writer = session.OpenWriter();
    private readonly LeadReads reads = new(session.Reader, catalogue);
    private readonly CurrentLeads current = new(session.Reader, catalogue, clock);
    private readonly Judging judging = new(session, catalogue, clock, recorder, source, late);

    /// <summary>A chunk whose leads were just read, and the verdicts that are to be recorded with its intents.</summary>
    private sealed record Turn(Chunk Chunk, Seen Seen, IReadOnlyList<LeadOutcome> Carried);

    public async Task RunAsync(CancellationToken stop)
    {
        var turn = await TurnAsync(Take(stop), stop);
        while (turn is not null)
        {
            turn = await WorkAsync(turn, stop);
        }
    }

    private Chunk? Take(CancellationToken stop) => stop.IsCancellationRequested ? null : source.Take(pace.Budget);

    private async Task<Turn?> TurnAsync(Chunk? chunk, CancellationToken stop) =>
        chunk is null ? null : new Turn(chunk, await current.ReadAsync(chunk, stop), []);

    private async Task<Turn?> WorkAsync(Turn turn, CancellationToken stop)
    {
        // Long waiting belongs before the intent, and is followed by another look.
        var methods = LeadWrites.Methods(turn.Chunk.Lines.Select(line => line.Lead), session.Leads);
        if (
            pause.IsThere
            || stop.IsCancellationRequested
            || clock.GetUtcNow() > turn.Seen.At + Fresh
            || session.MustRest(methods)
        )
        {
            recorder.Record(turn.Carried, []);
            stop.ThrowIfCancellationRequested();
            await pause.GoneAsync(stop);
            await session.RestAsync(methods, stop);
            return await TurnAsync(turn.Chunk, stop);
        }

        var (open, decided) = judging.Decide(turn.Chunk, turn.Seen);
        recorder.Record([.. turn.Carried, .. decided], [.. open.Select(lead => lead.Line.Sequence)]);
        var next = Take(stop);
        return open.Count == 0
            ? await TurnAsync(next ?? Take(stop), stop)
            : await WriteAsync(open, turn.Seen, next, stop);
    }

    /// <summary>Writes what is open, reads it back and pre-reads the next chunk, with one request if nothing goes wrong.</summary>
    private async Task<Turn?> WriteAsync(List<OpenLead> open, Seen seen, Chunk? next, CancellationToken stop)
    {
        var round = new WriteRound(writer, open);
        var opened = new Chunk([.. open.Select(lead => lead.Line)]);
        var readBack = reads.Calls(opened);
        var writes = open.Sum(lead => lead.Batched.Count);
        var nextReads = next is null ? [] : reads.Calls(next);
        nextReads = writes + readBack.Count + nextReads.Count <= 50 ? nextReads : [];
        IReadOnlyList<CallAnswer> answers;
        try
        {
            await round.SendDirectAsync(() => new Sending { FreshUntil = seen.At + Fresh, Stop = stop });
            var sending = new Sending { FreshUntil = writes > 0 ? seen.At + Fresh : null, Stop = stop };
            answers = await round.SendTogetherAsync([.. readBack, .. nextReads], sending);
            Note(writes, sending.Took, answers[0] is CallUnknown);
        }
        catch
        {
            judging.GiveBack(round.Kept, seen);
            throw;
        }

        judging.GiveBack(round.Kept, seen);
        var outcomes = await judging.FinishAsync(round, current.Parse(opened, [.. answers.Take(readBack.Count)]), stop);
        if (round.Refusal is { } refusal)
        {
            recorder.Record(outcomes, []);
            throw new PortalException(refusal);
        }

        var nextSeen = nextReads.Count == 0 ? null : current.Parse(next!, [.. answers.Skip(readBack.Count)]);
        if (nextSeen is not null && CurrentLeads.IsComplete(next!.Lines, nextSeen))
        {
            return new Turn(next, nextSeen, outcomes);
        }

        recorder.Record(outcomes, []);
        return nextSeen is null
            ? await TurnAsync(next ?? Take(stop), stop)
            : new Turn(next!, await current.CompleteAsync(next!.Lines, nextSeen, stop), []);
    }

    private void Note(int writes, TimeSpan took, bool isLost)
    {
        if (writes > 0 && took > TimeSpan.Zero && pace.Note(writes, took, isLost) is { } note)
        {
            recorder.Pace(note);
            faster();
        }
    }
}
