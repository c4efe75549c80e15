using LeadOps.Portal;

namespace LeadOps.Applying;

/// <summary>
/// One request after the other: read, decide, write, read back. A run has several of these, side by side.
/// </summary>
internal sealed class Lane(SharedRun run, Action faster)
{
    private readonly PortalWriter writer = run.Session.OpenWriter();
    private readonly LeadReads reads = new(run.Reader, run.Facts.Catalogue);
    private readonly ReadBack readBack = new(run);

    public async Task RunAsync(CancellationToken stop)
    {
        var chunk = Take(stop);
        var current = chunk is null ? null : Planned(chunk) ?? await ReadAsync(chunk, stop);
        while (current is not null)
        {
            current = await WorkAsync(current, stop);
        }
    }

    private Chunk? Take(CancellationToken stop) =>
        stop.IsCancellationRequested ? null : run.Source.Take(run.Pace.Budget);

    /// <summary>A plan that was made a moment ago by this process has just read its leads.</summary>
    private ReadChunk? Planned(Chunk chunk) =>
        run.PlannedAt is { } at && run.IsFresh(at) && !chunk.Lines.Any(line => line.MustSettle)
            ? new ReadChunk(chunk, Seen.Planned(chunk, at), [])
            : null;

    private async Task<ReadChunk?> ReadAsync(Chunk? chunk, CancellationToken stop) =>
        chunk is null ? null : new ReadChunk(chunk, await run.Current.ReadAsync(chunk, stop), []);

    private async Task<ReadChunk?> WorkAsync(ReadChunk current, CancellationToken stop)
    {
        // Long waiting belongs before the intent, and is followed by another look.
        var methods = LeadWrites.Methods(current.Chunk, run.Facts.Leads);
        if (
            run.Pause.IsThere
            || stop.IsCancellationRequested
            || !run.IsFresh(current.Seen.At)
            || run.Session.MustRest(methods)
        )
        {
            run.Recorder.Record(current.Carried, []);
            stop.ThrowIfCancellationRequested();
            await run.Pause.GoneAsync(stop);
            await run.Session.RestAsync(methods, stop);
            return await ReadAsync(current.Chunk, stop);
        }

        var decision = run.Judge.Decide(current.Chunk, current.Seen);
        run.Source.Return(decision.Later);
        run.Recorder.Record(
            [.. current.Carried, .. decision.Decided],
            [.. decision.Open.Select(lead => lead.Line.Sequence)]
        );
        var next = Take(stop);
        return decision.Open.Count == 0
            ? await ReadAsync(next ?? Take(stop), stop)
            : await WriteAsync(decision.Open, current.Seen, next, stop);
    }

    /// <summary>
    /// Writes what is open, reads it back and pre-reads the next chunk, with one request if nothing goes wrong.
    /// </summary>
    private async Task<ReadChunk?> WriteAsync(
        IReadOnlyList<OpenLead> open,
        Seen seen,
        Chunk? next,
        CancellationToken stop
    )
    {
        var writes = new ChunkWrites(writer, open);
        var written = new Chunk([.. open.Select(lead => lead.Line)], IsWritten: true);
        var readBacks = reads.Calls(written);
        var preReads = Fitting(writes, readBacks, next);
        var answers = await SendAsync(writes, seen, [.. readBacks, .. preReads], stop);
        var actual = run.Current.Parse(written, [.. answers.Take(readBacks.Count)]);
        var outcomes = await readBack.FinishAsync(writes, actual, stop);
        if (writes.Refusal is { } refusal)
        {
            run.Recorder.Record(outcomes, []);
            throw new PortalException(refusal);
        }

        var nextSeen = preReads.Count == 0 ? null : run.Current.Parse(next!, [.. answers.Skip(readBacks.Count)]);
        if (nextSeen is not null && CurrentLeads.IsComplete(next!.Lines, nextSeen))
        {
            return new ReadChunk(next, nextSeen, outcomes);
        }

        run.Recorder.Record(outcomes, []);
        return nextSeen is null
            ? await ReadAsync(next ?? Take(stop), stop)
            : new ReadChunk(next!, await run.Current.CompleteAsync(next!.Lines, nextSeen, stop), []);
    }

    /// <summary>The reads of the next chunk, if the request has room for them.</summary>
    private IReadOnlyList<PortalCall> Fitting(ChunkWrites writes, IReadOnlyList<PortalCall> readBacks, Chunk? next)
    {
        var calls = next is null ? [] : reads.Calls(next);
        return writes.BatchedCalls + readBacks.Count + calls.Count <= PortalWire.BatchSize ? calls : [];
    }

    private async Task<IReadOnlyList<CallAnswer>> SendAsync(
        ChunkWrites writes,
        Seen seen,
        IReadOnlyList<PortalCall> others,
        CancellationToken stop
    )
    {
        try
        {
            await writes.SendDirectAsync(() => new Sending { FreshUntil = seen.At + SharedRun.Fresh, Stop = stop });
            var count = writes.BatchedCalls;
            var sending = new Sending { FreshUntil = count > 0 ? seen.At + SharedRun.Fresh : null, Stop = stop };
            var answers = await writes.SendTogetherAsync(others, sending);
            Note(count, sending.Took, answers[0] is CallUnknown);
            return answers;
        }
        finally
        {
            run.GiveBack(writes.Kept, seen);
        }
    }

    private void Note(int writes, TimeSpan took, bool isLost)
    {
        if (writes > 0 && took > TimeSpan.Zero && run.Pace.Note(writes, took, isLost) is { } note)
        {
            run.Recorder.Pace(note);
            faster();
        }
    }
}
