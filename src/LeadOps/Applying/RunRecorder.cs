using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>
/// The journal as all lanes of a run write it, one after the other, and what the outside is told: first what is on
/// disk, then the event.
/// </summary>
internal sealed class RunRecorder(
    RunJournal journal,
    TimeProvider clock,
    ExecutorOptions options,
    int total,
    Action stopForFailures
)
{
    private readonly Lock recording = new();
    private PortalPause? lastPause;
    private bool isThrottled;
    private int failures;

    public int Done { get; private set; }

    public bool TooManyFailures => failures > options.MaxFailures;

    /// <summary>One commit: verdicts that fell, and intents whose requests are about to leave.</summary>
    public void Record(IReadOnlyList<LeadOutcome> outcomes, IReadOnlyList<int> intents)
    {
        if (outcomes.Count + intents.Count == 0)
        {
            return;
        }

        if (intents.Count > 0)
        {
            options.Confirm?.Invoke();
        }

        lock (recording)
        {
            journal.Record(outcomes, intents, clock.GetUtcNow(), Done + outcomes.Count);
            Done += outcomes.Count;
            isThrottled = false;
            failures += outcomes.Count(outcome => outcome.Verdict == Verdict.Failed);
            if (TooManyFailures)
            {
                stopForFailures();
            }

            outcomes.ToList().ForEach(outcome => options.Events.Lead?.Invoke(outcome));
            if (outcomes.Count > 0)
            {
                options.Events.Progress?.Invoke(Done, total);
            }
        }
    }

    /// <summary>Intents that are taken back: these lines wait for another turn.</summary>
    public void TakeBack(IReadOnlyList<LeadOutcome> skipped)
    {
        lock (recording)
        {
            journal.Record(skipped, [], clock.GetUtcNow(), Done);
        }
    }

    public void Pause(PortalPause pause)
    {
        lock (recording)
        {
            // Every lane meets the same limit.
            if (pause == lastPause)
            {
                return;
            }

            lastPause = pause;
            if (!(isThrottled && pause.Kind == PauseKind.Rate))
            {
                journal.Paused(clock.GetUtcNow(), Done, pause.Reason);
            }

            isThrottled = pause.Kind == PauseKind.Rate;
            options.Events.Paused?.Invoke(pause);
        }
    }

    public void Pace(PaceNote note)
    {
        lock (recording)
        {
            options.Events.Paced?.Invoke(note);
        }
    }
}
