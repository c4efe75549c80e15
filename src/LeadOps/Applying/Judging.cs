using System.Collections.Concurrent;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>What the leads of a chunk become: to be written, decided already, or waiting for another turn.</summary>
internal sealed class Judging(
    PortalSession session,
    FieldCatalogue catalogue,
    TimeProvider clock,
    RunRecorder recorder,
    ChunkSource source,
    CancellationToken late
)
{
    private const int MaxAttempts = 3;
    private const int MaxDirect = 20;

    private readonly CurrentLeads current = new(session.Reader, catalogue, clock);
    private readonly Verdicts verdicts = new(catalogue);
    private readonly ConcurrentDictionary<int, int> attempts = new();
    private readonly ConcurrentDictionary<int, bool> seconds = new();
    private readonly ConcurrentDictionary<int, bool> begun = new();

    public (List<OpenLead> Open, List<LeadOutcome> Decided) Decide(Chunk chunk, Seen seen)
    {
        var open = new List<OpenLead>();
        var decided = new List<LeadOutcome>();
        foreach (var line in chunk.Lines)
        {
            var earlier =
                line.MayBeWritten || attempts.ContainsKey(line.Sequence) ? verdicts.Settled(line, seen.Of(line)) : null;
            if ((earlier ?? verdicts.BeforeWrite(line, seen.Of(line))) is { } verdict)
            {
                decided.Add(verdict);
            }
            else if (Opened(line, seen, decided) is { } lead)
            {
                open.Add(lead);
            }
        }

        // Calls of their own take long; too many of them would leave the rest with old values.
        var surplus = open.Where(lead => lead.Direct.Count > 0).Skip(MaxDirect).ToHashSet();
        source.Return(surplus.Select(lead => lead.Line));
        open.RemoveAll(surplus.Contains);
        return (open, decided);
    }

    /// <summary>Null when a file that was planned is gone or another one by now.</summary>
    private OpenLead? Opened(PlanLine line, Seen seen, List<LeadOutcome> decided)
    {
        try
        {
            return new OpenLead(line, LeadWrites.Of(line.Lead, seen.Of(line), catalogue, session.Leads));
        }
        catch (UploadException problem)
        {
            decided.Add(verdicts.Outcome(line, seen.Of(line), Verdict.Failed, new LeadError("FILE", problem.Message)));
            return null;
        }
    }

    /// <summary>Verdicts from the read-back; what had no answer is settled first.</summary>
    public async Task<IReadOnlyList<LeadOutcome>> FinishAsync(WriteRound round, Seen? actual, CancellationToken stop)
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

    private async Task<IReadOnlyList<LeadOutcome>> JudgeAsync(
        IReadOnlyList<PlanLine> lines,
        WriteRound round,
        Seen? actual,
        CancellationToken cancellationToken
    )
    {
        if (lines.Count == 0)
        {
            return [];
        }

        actual = actual is null
            ? await current.ReadAsync(new Chunk(lines), cancellationToken)
            : await current.CompleteAsync(
                [.. lines.Where(line => line.Lead.Action != LeadAction.Delete)],
                actual,
                cancellationToken
            );
        var judged = lines
            .Select(line => (Line: line, Outcome: Judge(line, actual.Of(line), round.TroubleOf(line))))
            .ToList();
        var undecided = judged.Where(pair => pair.Outcome is null).Select(pair => pair.Line).ToList();
        undecided.ForEach(line => begun[line.Sequence] = true);
        GiveBack(undecided, actual);
        return [.. judged.Select(pair => pair.Outcome).OfType<LeadOutcome>()];
    }

    /// <summary>Null: certainly not written, to be tried again.</summary>
    private LeadOutcome? Judge(PlanLine line, LeadSnapshot? lead, CallAnswer? trouble) =>
        trouble switch
        {
            null when verdicts.IsHalfMade(line, lead) && !seconds.ContainsKey(line.Sequence) => Second(line),
            null => verdicts.AfterWrite(line, lead, null),
            CallFailure { Error.Kind: ErrorKind.Stop } => verdicts.Settled(line, lead),
            CallFailure failure => verdicts.AfterWrite(
                line,
                lead,
                new LeadError(
                    failure.Error.Code,
                    $"{failure.Error.Text.TrimEnd('.')}. {failure.Error.Advice}".TrimEnd()
                )
            ),
            CallNotExecuted => verdicts.Settled(line, lead),
            _ => verdicts.Settled(line, lead)
                ?? (
                    attempts.AddOrUpdate(line.Sequence, 1, (_, count) => count + 1) < MaxAttempts
                        ? null
                        : verdicts.Outcome(
                            line,
                            lead,
                            Verdict.Failed,
                            new LeadError(Verdicts.NoAnswer, "the portal did not carry out the write in three attempts")
                        )
                ),
        };

    /// <summary>The lead is made; what has methods of its own goes out in another turn, once.</summary>
    private LeadOutcome? Second(PlanLine line)
    {
        seconds[line.Sequence] = true;
        return null;
    }

    /// <summary>Their intent is taken back in the journal, and they wait for another turn.</summary>
    public void GiveBack(IReadOnlyList<PlanLine> lines, Seen seen)
    {
        if (lines.Count > 0)
        {
            recorder.TakeBack([
                .. lines.Select(line =>
                    verdicts.TakenBack(line, seen.Of(line), line.MayBeWritten || begun.ContainsKey(line.Sequence))
                ),
            ]);
            source.Return(lines);
        }
    }
}
