using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>
/// Settles what was sent: reads again what the answer did not show, waits for what was lost, and asks the judge.
/// </summary>
internal sealed class ReadBack(SharedRun run)
{
    /// <summary>Verdicts from the read-back; what had no answer is settled first.</summary>
    /// <param name="actual">What the request itself read back, if it did.</param>
    public async Task<IReadOnlyList<LeadOutcome>> FinishAsync(ChunkWrites writes, Seen? actual, CancellationToken stop)
    {
        var outcomes = await JudgeAsync(writes.Answered, writes, actual, run.Late);
        if (writes.Lost.Count == 0)
        {
            return outcomes;
        }

        run.Recorder.Record(outcomes, []);
        await run.Session.SettleAsync(stop);
        return await JudgeAsync(writes.Lost, writes, null, stop);
    }

    private async Task<IReadOnlyList<LeadOutcome>> JudgeAsync(
        IReadOnlyList<PlanLine> lines,
        ChunkWrites writes,
        Seen? actual,
        CancellationToken cancellationToken
    )
    {
        if (lines.Count == 0)
        {
            return [];
        }

        var seen = actual is null
            ? await run.Current.ReadAsync(new Chunk(lines), cancellationToken)
            : await run.Current.CompleteAsync(
                [.. lines.Where(line => line.Lead.Action != LeadAction.Delete || actual.Of(line) is not null)],
                actual,
                cancellationToken
            );
        var judged = lines
            .Select(line => run.Judge.AfterWrite(line, seen.Of(line), writes.TroubleOf(line)))
            .ToLookup(judgement => judgement.Outcome is null);
        run.GiveBack([.. judged[true].Select(judgement => judgement.Line)], seen);
        return [.. judged[false].Select(judgement => judgement.Outcome!)];
    }
}
