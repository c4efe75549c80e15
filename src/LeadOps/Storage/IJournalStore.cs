namespace LeadOps.Storage;

/// <summary>How one line of a plan ended.</summary>
public sealed record OutcomeRow(
    int Sequence,
    string Verdict,
    long? Lead,
    string Actual,
    string? ErrorCode,
    string? ErrorText
);

/// <summary>A moment of a run: lines done so far, and why it had to wait.</summary>
public sealed record SampleRow(DateTimeOffset At, int Done, string? Paused);

/// <summary>A line that was begun, with its latest outcome; without one when an intent came after it.</summary>
public sealed record EntryRow(int Sequence, OutcomeRow? Outcome);

/// <summary>
/// Append-only record of one run. What holds: an intent is committed before its request leaves, an outcome before the
/// next request for the same lead; one commit a batch. Who lost the lease commits nothing more.
/// </summary>
public interface IJournalStore : IDisposable
{
    /// <summary>One commit: outcomes first, then intents.</summary>
    void Record(IReadOnlyList<OutcomeRow> outcomes, IReadOnlyList<int> intents, SampleRow? sample, DateTimeOffset at);

    /// <summary>The next lines that were begun, by rising sequence.</summary>
    IReadOnlyList<EntryRow> Page(int after);

    /// <summary>Lines that were begun, by the verdict of their latest outcome; null counts those without one.</summary>
    IReadOnlyList<(string? Verdict, int Lines)> Counts();

    IReadOnlyList<SampleRow> Samples();
}
