using System.Runtime.ExceptionServices;
using LeadOps.Fields;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>
/// Carries out the lines of a plan. One request holds the writes of a chunk, the read-back of these and the pre-read of the
/// next chunk; several lanes keep requests in flight. What holds in every lane: an intent is on disk before its request
/// leaves, an outcome before the next request for the same lead, and what was read before a write is at most one batch and
/// one minute old. It knows plan, portal and journal, never manifests. For one run only.
/// </summary>
public sealed class Executor
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly PortalSession session;
    private readonly FieldCatalogue catalogue;
    private readonly TimeProvider clock;
    private readonly ExecutorOptions options;
    private readonly RunRecorder recorder;
    private readonly List<Task> lanes = [];
    private ChunkSource source = null!;
    private Pace pace = null!;
    private Lane lane = null!;
    private CancellationTokenSource ending = null!;
    private ExceptionDispatchInfo? broken;

    public Executor(
        PortalSession session,
        FieldCatalogue catalogue,
        RunJournal journal,
        TimeProvider clock,
        ExecutorOptions options
    )
    {
        (this.session, this.catalogue, this.clock, this.options) = (session, catalogue, clock, options);
        recorder = new RunRecorder(journal, clock, options, () => _ = ending.CancelAsync());
    }

    public bool TooManyFailures => recorder.TooManyFailures;

    /// <summary>
    /// True when every line has its verdict; false when failures or the stop token ended it early. What the portal cannot
    /// survive is thrown, after the requests in flight were recorded.
    /// </summary>
    public async Task<bool> RunAsync(IEnumerable<PlanLine> lines, int count, CancellationToken stop)
    {
        using var cut = new ChunkSource(lines, lead => LeadWrites.MostCalls(lead, session.Leads));
        (source, recorder.Total, pace) = (
            cut,
            count,
            new Pace(session.Settings.Tariff.PerSecond, count, options.SecondsPerWrite)
        );
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using var grace = new CancellationTokenSource();
        using var ended = either.Token.Register(() => grace.CancelAfter(Grace));
        (ending, stop) = (either, either.Token);
        lane = new Lane(
            session,
            catalogue,
            clock,
            recorder,
            source,
            pace,
            new PauseFile(options.PauseFile, clock, recorder),
            () => AddLanes(either.Token),
            grace.Token
        );
        session.OnPause += recorder.Pause;
        try
        {
            if (options.SettleFirst)
            {
                await session.SettleAsync(stop);
            }

            AddLanes(stop);
            for (var i = 0; LaneAt(i) is { } one; i++)
            {
                await one;
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

    private async Task LaneAsync(CancellationToken stop)
    {
        try
        {
            await lane.RunAsync(stop);
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
}
