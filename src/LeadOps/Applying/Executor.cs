using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>How carrying out has ended.</summary>
/// <param name="IsFinished">Every line has its verdict.</param>
/// <param name="TooManyFailures">More leads failed than the run may bear.</param>
internal readonly record struct ExecutorEnd(bool IsFinished, bool TooManyFailures);

/// <summary>
/// Carries out the lines of a plan. One request holds the writes of a chunk, the read-back of these and the pre-read
/// of the next chunk; several lanes keep requests in flight. What holds in every lane: an intent is on disk before
/// its request leaves, an outcome before the next request for the same lead, and what was read before a write is at
/// most one batch and one minute old. It knows plan, portal and journal, never manifests.
/// </summary>
internal sealed class Executor(
    PortalSession session,
    PortalFacts facts,
    RunJournal journal,
    TimeProvider clock,
    ExecutorOptions options
)
{
    /// <summary>So long a run that was stopped goes on reading back what it has written.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Ends early when too many leads fail or the token stops it. What the portal cannot survive is thrown, after the
    /// requests in flight were recorded.
    /// </summary>
    public async Task<ExecutorEnd> RunAsync(IEnumerable<PlanLine> lines, int count, CancellationToken stop)
    {
        using var source = new ChunkSource(lines, lead => LeadWrites.MostCalls(lead, facts.Leads));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var late = new CancellationTokenSource();
        using var ended = ending.Token.Register(() => late.CancelAfter(Grace));
        var recorder = new RunRecorder(journal, clock, options, count, () => _ = ending.CancelAsync());
        var run = new SharedRun(
            session,
            facts,
            clock,
            recorder,
            source,
            new Pace(session.Settings.Tariff, count, options, session.Speed.LeastSeconds),
            new PauseFile(options.PauseFile, clock, recorder),
            options.PlannedAt,
            late.Token
        );
        session.OnPause += recorder.Pause;
        recorder.Pace(run.Pace.Now);
        try
        {
            if (options.SettleFirst)
            {
                await session.SettleAsync(ending.Token);
            }

            await new Lanes(run, ending).RunAsync();
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Interrupted while settling: nothing was begun.
        }
        finally
        {
            session.OnPause -= recorder.Pause;
        }

        return new ExecutorEnd(recorder.Done >= count, recorder.TooManyFailures);
    }
}
