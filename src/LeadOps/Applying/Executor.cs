using System.Collections.Concurrent;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Selection;

namespace LeadOps.Applying;

public sealed record ExecutorOptions
{
    public int MaxFailures { get; init; } = 20;

    public int MaxLanes { get; init; } = 2;

    /// <summary>Present: the run pauses.</summary>
    public string? PauseFile { get; init; }

    public Action<int, int>? OnProgress { get; init; }
}

/// <summary>
/// Carries out the lines of a plan. One request holds the writes of a chunk, the read-back of these and the pre-read of the
/// next chunk; several lanes keep requests in flight. It knows plan, portal and journal, never manifests.
/// </summary>
public sealed class Executor(PortalSession session, FieldCatalogue catalogue, RunJournal journal, TimeProvider clock, ExecutorOptions options)
{
    private const int ContactsPerChunk = 12;
    private const int MaxAttempts = 3;

    private readonly PortalWriter writer = session.OpenWriter();
    private readonly LeadReads reads = new(session.Reader, catalogue);
    private readonly Verdicts verdicts = new(catalogue);
    private readonly ConcurrentQueue<Chunk> queue = new();
    private readonly ConcurrentDictionary<int, int> attempts = new();
    private readonly Lock recording = new();
    private int done;
    private int total;
    private int failures;

    /// <summary>True when every line was attempted; false when failures or the stop token ended it early.</summary>
    public async Task<bool> RunAsync(IEnumerable<PlanLine> lines, int total, CancellationToken stop)
    {
        this.total = total;
        foreach (var chunk in Chunks(lines))
        {
            queue.Enqueue(chunk);
        }

        var lanes = Enumerable.Range(0, Math.Clamp(queue.Count / 4, 1, options.MaxLanes)).Select(_ => LaneAsync(stop));
        await Task.WhenAll(lanes);
        return queue.IsEmpty && !TooManyFailures;
    }

    public bool TooManyFailures => failures > options.MaxFailures;

    private static IEnumerable<Chunk> Chunks(IEnumerable<PlanLine> lines) => lines
        .GroupBy(line => (line.Lead.Action, line.Lead.Originator, HasContacts: Chunk.Apart(line.Lead).Any()))
        .SelectMany(group => group.Chunk(group.Key.HasContacts ? ContactsPerChunk : Forecasts.WritesPerBatch))
        .Select(chunk => new Chunk(chunk));

    private async Task LaneAsync(CancellationToken stop)
    {
        Chunk? chunk = Take(stop);
        var seen = chunk is null ? null : await PreReadAsync(chunk);
        while (chunk is not null)
        {
            await PausedAsync(stop);
            var next = Take(stop);
            var nextSeen = await WorkAsync(chunk, seen!, next);
            (chunk, seen) = (next ?? Take(stop), nextSeen);
            seen = chunk is not null && (seen is null || !ReferenceEquals(chunk, next)) ? await PreReadAsync(chunk) : seen;
        }
    }

    private Chunk? Take(CancellationToken stop) => !stop.IsCancellationRequested && !TooManyFailures && queue.TryDequeue(out var chunk) ? chunk : null;

    private async Task PausedAsync(CancellationToken stop)
    {
        while (options.PauseFile is { } file && File.Exists(file) && !stop.IsCancellationRequested)
        {
            session.OnPause?.Invoke(new PortalPause(clock.GetUtcNow().AddSeconds(2), $"the file {file} is present"));
            await Task.Delay(TimeSpan.FromSeconds(2), clock, CancellationToken.None);
        }
    }

    private async Task<Dictionary<int, LeadSnapshot>> PreReadAsync(Chunk chunk)
    {
        var answers = await session.Reader.BatchAsync(reads.Calls(chunk), CancellationToken.None);
        return reads.Parse(chunk, answers) ?? throw new LeadOpsException(Failure.Portal, "The leads could not be read before writing; nothing of this batch was written.");
    }

    /// <summary>Writes a chunk, reads it back and pre-reads the next; the pre-read is null when it has to be asked for again.</summary>
    private async Task<Dictionary<int, LeadSnapshot>?> WorkAsync(Chunk chunk, Dictionary<int, LeadSnapshot> seen, Chunk? next)
    {
        var (open, decided) = Decide(chunk, seen);
        Record(decided, [.. open.Select(item => item.Line.Sequence)]);
        if (open.Count == 0)
        {
            return null;
        }

        var errors = new Dictionary<int, CallAnswer>();
        await SendAloneAsync(open.Where(item => item.Alone), errors);
        var together = open.Where(item => !item.Alone).ToList();
        var calls = together.SelectMany(item => item.Calls).ToList();
        var written = calls.Count;
        var opened = new Chunk([.. open.Select(item => item.Line)]);
        calls.AddRange(reads.Calls(opened));
        var readBack = calls.Count - written;
        var nextReads = next is null ? [] : reads.Calls(next);
        var sharesNext = next is not null && calls.Count + nextReads.Count <= 50;
        calls.AddRange(sharesNext ? nextReads : []);

        var answers = await writer.SendAsync(calls, CancellationToken.None);
        Collect(together, answers, errors);
        var actual = reads.Parse(opened, [.. answers.Skip(written).Take(readBack)]);
        await FinishAsync(opened, actual, errors);
        return sharesNext ? reads.Parse(next!, [.. answers.Skip(written + readBack)]) : null;
    }

    private sealed record Open(PlanLine Line, IReadOnlyList<PortalCall> Calls)
    {
        /// <summary>Text that a batch would damage, or empty lists that it cannot carry, go by a call of their own.</summary>
        public bool Alone => Calls.Any(call => call.NeedsDirect);
    }

    private (List<Open> Open, List<LeadOutcome> Decided) Decide(Chunk chunk, Dictionary<int, LeadSnapshot> seen)
    {
        var open = new List<Open>();
        var decided = new List<LeadOutcome>();
        foreach (var line in chunk.Lines)
        {
            var current = seen.GetValueOrDefault(line.Sequence);
            if (verdicts.BeforeWrite(line, current) is { } verdict)
            {
                decided.Add(verdict);
            }
            else
            {
                open.Add(new Open(line, LeadWrites.Of(line.Lead, current, catalogue, session.Leads)));
            }
        }

        return (open, decided);
    }

    private async Task SendAloneAsync(IEnumerable<Open> leads, Dictionary<int, CallAnswer> errors)
    {
        foreach (var lead in leads)
        {
            foreach (var call in lead.Calls)
            {
                var answer = (await writer.SendAsync([call], CancellationToken.None))[0];
                Note(lead.Line.Sequence, answer, errors);
                if (answer is not CallResult)
                {
                    break;
                }
            }
        }
    }

    private static void Collect(List<Open> leads, IReadOnlyList<CallAnswer> answers, Dictionary<int, CallAnswer> errors)
    {
        var at = 0;
        foreach (var lead in leads)
        {
            for (var i = 0; i < lead.Calls.Count; i++)
            {
                Note(lead.Line.Sequence, answers[at++], errors);
            }
        }
    }

    private static void Note(int sequence, CallAnswer answer, Dictionary<int, CallAnswer> errors)
    {
        if (answer is not CallResult)
        {
            errors.TryAdd(sequence, answer);
        }
    }

    private async Task FinishAsync(Chunk chunk, Dictionary<int, LeadSnapshot>? actual, Dictionary<int, CallAnswer> errors)
    {
        var isLost = actual is null || errors.Values.Any(answer => answer is CallUnknown);
        if (isLost)
        {
            await session.SettleAsync(CancellationToken.None);
            actual = await PreReadAsync(chunk);
        }

        var outcomes = new List<LeadOutcome>();
        var again = new List<PlanLine>();
        foreach (var line in chunk.Lines)
        {
            var lead = await FoundAsync(line, actual!.GetValueOrDefault(line.Sequence));
            var outcome = errors.GetValueOrDefault(line.Sequence) switch
            {
                CallFailure failure => verdicts.AfterWrite(line, lead, new LeadError(failure.Error.Code, $"{failure.Error.Text}. {failure.Error.Advice}".TrimEnd())),
                null when !isLost => verdicts.AfterWrite(line, lead, null),
                _ => verdicts.Settled(line, lead),
            };
            if (outcome is not null)
            {
                outcomes.Add(outcome);
            }
            else if (attempts.AddOrUpdate(line.Sequence, 1, (_, count) => count + 1) < MaxAttempts)
            {
                again.Add(line);
            }
            else
            {
                outcomes.Add(Verdicts.Outcome(line, lead, Verdict.Failed, new LeadError("NO_ANSWER", "the portal did not carry out the write in three attempts")));
            }
        }

        Record(outcomes, []);
        if (again.Count > 0)
        {
            queue.Enqueue(new Chunk(again));
        }
    }

    /// <summary>Rights may hide a lead from lists; only `get` tells that it is gone.</summary>
    private async Task<LeadSnapshot?> FoundAsync(PlanLine line, LeadSnapshot? listed)
    {
        if (listed is not null || line.Lead.Action != LeadAction.Update)
        {
            return listed;
        }

        var answer = (await session.Reader.BatchAsync([PortalReader.ById(line.Lead.Id!.Value)], CancellationToken.None))[0];
        return answer is CallResult result ? reads.Read(result.Value) : null;
    }

    private void Record(IReadOnlyList<LeadOutcome> outcomes, IReadOnlyList<int> intents)
    {
        lock (recording)
        {
            journal.Record(outcomes, intents, clock.GetUtcNow());
            done += outcomes.Count;
            failures += outcomes.Count(outcome => outcome.Verdict == Verdict.Failed);
            if (outcomes.Count > 0)
            {
                journal.Sample(clock.GetUtcNow(), done, null);
                options.OnProgress?.Invoke(done, total);
            }
        }
    }
}
