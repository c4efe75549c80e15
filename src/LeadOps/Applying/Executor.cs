using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Selection;

namespace LeadOps.Applying;

/// <summary>
/// Carries out the lines of a plan. One request holds the writes of a chunk, the read-back of these and the pre-read of the
/// next chunk; several lanes keep requests in flight. What holds in every lane: an intent is on disk before its request
/// leaves, an outcome before the next request for the same lead, and what was read before a write is at most one batch and
/// one minute old. It knows plan, portal and journal, never manifests. For one run only.
/// </summary>
public sealed class Executor
{
    private const int MaxAttempts = 3;
    private const int MaxDirect = 20;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    private readonly PortalSession session;
    private readonly FieldCatalogue catalogue;
    private readonly TimeProvider clock;
    private readonly ExecutorOptions options;
    private readonly RunRecorder recorder;
    private readonly PortalWriter writer;
    private readonly LeadReads reads;
    private readonly CurrentLeads current;
    private readonly Verdicts verdicts;
    private readonly ConcurrentDictionary<int, int> attempts = new();
    private readonly ConcurrentDictionary<int, bool> seconds = new();
    private readonly ConcurrentDictionary<int, bool> begun = new();
    private readonly List<Task> lanes = [];
    private ChunkSource source = null!;
    private Pace pace = null!;
    private CancellationTokenSource ending = null!;
    private CancellationToken late;
    private ExceptionDispatchInfo? broken;

    public Executor(PortalSession session, FieldCatalogue catalogue, RunJournal journal, TimeProvider clock, ExecutorOptions options)
    {
        (this.session, this.catalogue, this.clock, this.options) = (session, catalogue, clock, options);
        recorder = new RunRecorder(journal, clock, options, () => _ = ending.CancelAsync());
        writer = session.OpenWriter();
        reads = new LeadReads(session.Reader, catalogue);
        current = new CurrentLeads(session.Reader, catalogue, clock);
        verdicts = new Verdicts(catalogue);
    }

    public bool TooManyFailures => recorder.TooManyFailures;

    /// <summary>
    /// True when every line has its verdict; false when failures or the stop token ended it early. What the portal cannot
    /// survive is thrown, after the requests in flight were recorded.
    /// </summary>
    public async Task<bool> RunAsync(IEnumerable<PlanLine> lines, int count, CancellationToken stop)
    {
        using var cut = new ChunkSource(lines, lead => LeadWrites.MostCalls(lead, session.Leads));
        (source, recorder.Total, pace) = (cut, count, new Pace(session.Settings.Tariff.PerSecond, count, options.SecondsPerWrite));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var grace = new CancellationTokenSource();
        using var ended = either.Token.Register(() => grace.CancelAfter(Grace));
        (ending, stop, late) = (either, either.Token, grace.Token);
        session.OnPause += recorder.Pause;
        try
        {
            if (options.SettleFirst)
            {
                await session.SettleAsync(stop);
            }

            AddLanes(stop);
            for (var i = 0; LaneAt(i) is { } lane; i++)
            {
                await lane;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Interrupted while settling: nothing was begun.
        }
        finally
        {
            session.OnPause -= recorder.Pause;
        }

        broken?.Throw();
        return recorder.Done >= recorder.Total;
    }

    private Task? LaneAt(int index)
    {
        lock (lanes)
        {
            return lanes.ElementAtOrDefault(index);
        }
    }

    private void AddLanes(CancellationToken stop)
    {
        lock (lanes)
        {
            while (lanes.Count < pace.Lanes && !source.IsEmpty)
            {
                lanes.Add(Task.Run(() => LaneAsync(stop), CancellationToken.None));
            }
        }
    }

    /// <summary>A chunk whose leads were just read, and the verdicts that are to be recorded with its intents.</summary>
    private sealed record Turn(Chunk Chunk, Seen Seen, IReadOnlyList<LeadOutcome> Carried);

    private async Task LaneAsync(CancellationToken stop)
    {
        try
        {
            var turn = await TurnAsync(Take(stop), stop);
            while (turn is not null)
            {
                turn = await WorkAsync(turn, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The waiting was ended; nothing of this lane is in flight.
        }
        catch (Exception problem)
        {
            broken ??= ExceptionDispatchInfo.Capture(problem);
            await ending.CancelAsync();
        }
    }

    private Chunk? Take(CancellationToken stop) => stop.IsCancellationRequested ? null : source.Take(pace.Budget);

    private async Task<Turn?> TurnAsync(Chunk? chunk, CancellationToken stop) => chunk is null ? null : new Turn(chunk, await current.ReadAsync(chunk, stop), []);

    private async Task<Turn?> WorkAsync(Turn turn, CancellationToken stop)
    {
        // Long waiting belongs before the intent, and is followed by another look.
        var methods = LeadWrites.Methods(turn.Chunk.Lines.Select(line => line.Lead), session.Leads);
        if (IsPaused || stop.IsCancellationRequested || clock.GetUtcNow() > turn.Seen.At + Fresh || session.MustRest(methods))
        {
            recorder.Record(turn.Carried, []);
            stop.ThrowIfCancellationRequested();
            await UnpausedAsync(stop);
            await session.RestAsync(methods, stop);
            return await TurnAsync(turn.Chunk, stop);
        }

        var (open, decided) = Decide(turn.Chunk, turn.Seen);
        recorder.Record([.. turn.Carried, .. decided], [.. open.Select(lead => lead.Line.Sequence)]);
        var next = Take(stop);
        return open.Count == 0 ? await TurnAsync(next ?? Take(stop), stop) : await WriteAsync(open, turn.Seen, next, stop);
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
            Note(writes, sending.Took, answers[0] is CallUnknown, stop);
        }
        catch
        {
            GiveBack(round.Kept, seen);
            throw;
        }

        GiveBack(round.Kept, seen);
        var outcomes = await FinishAsync(round, current.Parse(opened, [.. answers.Take(readBack.Count)]), stop);
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
        return nextSeen is null ? await TurnAsync(next ?? Take(stop), stop) : new Turn(next!, await current.CompleteAsync(next!.Lines, nextSeen, stop), []);
    }

    private void Note(int writes, TimeSpan took, bool isLost, CancellationToken stop)
    {
        if (writes > 0 && took > TimeSpan.Zero && pace.Note(writes, took, isLost) is { } note)
        {
            recorder.Pace(note);
            AddLanes(stop);
        }
    }

    private (List<OpenLead> Open, List<LeadOutcome> Decided) Decide(Chunk chunk, Seen seen)
    {
        var open = new List<OpenLead>();
        var decided = new List<LeadOutcome>();
        foreach (var line in chunk.Lines)
        {
            var earlier = line.MayBeWritten || attempts.ContainsKey(line.Sequence) ? verdicts.Settled(line, seen.Of(line)) : null;
            if ((earlier ?? verdicts.BeforeWrite(line, seen.Of(line))) is { } verdict)
            {
                decided.Add(verdict);
            }
            else
            {
                open.Add(new OpenLead(line, LeadWrites.Of(line.Lead, seen.Of(line), catalogue, session.Leads)));
            }
        }

        // Calls of their own take long; too many of them would leave the rest with old values.
        var surplus = open.Where(lead => lead.Direct.Count > 0).Skip(MaxDirect).ToHashSet();
        source.Return(surplus.Select(lead => lead.Line));
        open.RemoveAll(surplus.Contains);
        return (open, decided);
    }

    /// <summary>Verdicts from the read-back; what had no answer is settled first.</summary>
    private async Task<IReadOnlyList<LeadOutcome>> FinishAsync(WriteRound round, Seen? actual, CancellationToken stop)
    {
        var outcomes = await JudgeAsync(round.Answered, round, actual, late);
        if (round.Lost.Count == 0)
        {
            return outcomes;
        }

        recorder.Record(outcomes, []);
        await session.SettleAsync(stop);
        return await JudgeAsync(round.Lost, round, null, stop);
    }

    private async Task<IReadOnlyList<LeadOutcome>> JudgeAsync(IReadOnlyList<PlanLine> lines, WriteRound round, Seen? actual, CancellationToken cancellationToken)
    {
        if (lines.Count == 0)
        {
            return [];
        }

        actual = actual is null
            ? await current.ReadAsync(new Chunk(lines), cancellationToken)
            : await current.CompleteAsync([.. lines.Where(line => line.Lead.Action != LeadAction.Delete)], actual, cancellationToken);
        var judged = lines.Select(line => (Line: line, Outcome: Judge(line, actual.Of(line), round.TroubleOf(line)))).ToList();
        var undecided = judged.Where(pair => pair.Outcome is null).Select(pair => pair.Line).ToList();
        undecided.ForEach(line => begun[line.Sequence] = true);
        GiveBack(undecided, actual);
        return [.. judged.Select(pair => pair.Outcome).OfType<LeadOutcome>()];
    }

    /// <summary>Null: certainly not written, to be tried again.</summary>
    private LeadOutcome? Judge(PlanLine line, LeadSnapshot? lead, CallAnswer? trouble) => trouble switch
    {
        null when verdicts.IsHalfMade(line, lead) && !seconds.ContainsKey(line.Sequence) => Second(line),
        null => verdicts.AfterWrite(line, lead, null),
        CallFailure { Error.Kind: ErrorKind.Stop } => verdicts.Settled(line, lead),
        CallFailure failure => verdicts.AfterWrite(line, lead, new LeadError(failure.Error.Code, $"{failure.Error.Text.TrimEnd('.')}. {failure.Error.Advice}".TrimEnd())),
        CallNotExecuted => verdicts.Settled(line, lead),
        _ => verdicts.Settled(line, lead)
            ?? (attempts.AddOrUpdate(line.Sequence, 1, (_, count) => count + 1) < MaxAttempts ? null
            : Verdicts.Outcome(line, lead, Verdict.Failed, new LeadError(Verdicts.NoAnswer, "the portal did not carry out the write in three attempts"))),
    };

    /// <summary>The lead is made; what has methods of its own goes out in another turn, once.</summary>
    private LeadOutcome? Second(PlanLine line)
    {
        seconds[line.Sequence] = true;
        return null;
    }

    /// <summary>Their intent is taken back in the journal, and they wait for another turn.</summary>
    private void GiveBack(IReadOnlyList<PlanLine> lines, Seen seen)
    {
        if (lines.Count > 0)
        {
            recorder.TakeBack([.. lines.Select(line => verdicts.TakenBack(line, seen.Of(line), line.MayBeWritten || begun.ContainsKey(line.Sequence)))]);
            source.Return(lines);
        }
    }

    private bool IsPaused => options.PauseFile is { } file && File.Exists(file);

    private async Task UnpausedAsync(CancellationToken stop)
    {
        if (IsPaused)
        {
            recorder.Pause(new PortalPause(null, $"the file `{options.PauseFile}` is present; remove it to go on"));
        }

        while (IsPaused)
        {
            await Task.Delay(BetweenLooks, clock, stop);
        }
    }
}
