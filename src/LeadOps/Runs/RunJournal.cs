using System.Text;
using System.Text.Json;
using LeadOps.Fields;
using LeadOps.Storage;

namespace LeadOps.Runs;

/// <summary>
/// What the journal knows about one line of the plan: how it ended, or nothing but that it was begun.
/// </summary>
internal sealed record JournalEntry(
    int Sequence,
    Verdict Verdict,
    LeadId? Id,
    IReadOnlyDictionary<string, FieldValue> Actual,
    LeadError? Error
);

/// <summary>
/// Append-only record of one run. What holds: an intent is committed before its request leaves, an outcome before the
/// next request for the same lead; one commit per batch. A line with an intent and no outcome is unknown until it is
/// settled.
/// </summary>
internal sealed class RunJournal(IJournalStore store) : IDisposable
{
    private readonly JsonBuffer actual = new(ValueJson.Unchecked);

    /// <summary>One commit: the outcomes of the last batch, and the intents of the next one.</summary>
    public void Record(IReadOnlyList<LeadOutcome> outcomes, IReadOnlyList<int> intents, DateTimeOffset at, int done) =>
        store.Record([.. outcomes.Select(Row)], intents, outcomes.Count > 0 ? new SampleRow(at, done, null) : null, at);

    /// <summary>A process begins to work on the run, and counts from nothing.</summary>
    public void Began(DateTimeOffset at) => store.Record([], [], new SampleRow(at, 0, null), at);

    /// <summary>A moment at which the run had to wait.</summary>
    public void Paused(DateTimeOffset at, int done, string reason) =>
        store.Record([], [], new SampleRow(at, done, reason), at);

    public IReadOnlyList<RunSample> Samples() =>
        [.. store.Samples().Select(sample => new RunSample(sample.At, sample.Done, sample.Paused))];

    /// <summary>
    /// The lines that were begun, in their order, each with its latest outcome. They are read page by page: what is
    /// recorded meanwhile about lines that were already given out does not come again.
    /// </summary>
    public IEnumerable<JournalEntry> Entries()
    {
        var page = store.Page(-1);
        while (page.Count > 0)
        {
            foreach (var entry in page)
            {
                yield return Read(entry);
            }

            page = store.Page(page[^1].Sequence);
        }
    }

    /// <summary>The lines that were begun, by what became of them.</summary>
    public IReadOnlyDictionary<Verdict, int> Counts() =>
        store
            .Counts()
            .GroupBy(count =>
                count.Verdict is { } name
                    ? StoredRecord.Read(name, word => $"The journal's verdict `{word}`", Enum.Parse<Verdict>)
                    : Verdict.Unknown
            )
            .ToDictionary(group => group.Key, group => group.Sum(count => count.Lines));

    private OutcomeRow Row(LeadOutcome outcome) =>
        new(
            outcome.Sequence,
            outcome.Verdict.ToString(),
            outcome.Id?.Value,
            Encoding.UTF8.GetString(actual.Write(outcome, WriteActual)),
            outcome.Error?.Code,
            outcome.Error?.Message
        );

    private static void WriteActual(Utf8JsonWriter writer, LeadOutcome outcome)
    {
        writer.WriteStartObject();
        foreach (var field in outcome.Fields)
        {
            if (field.Actual is { } value)
            {
                writer.WritePropertyName(field.Name);
                ValueJson.Write(writer, value);
            }
        }

        foreach (var (name, value) in outcome.Beside)
        {
            writer.WritePropertyName(name);
            ValueJson.Write(writer, value);
        }

        writer.WriteEndObject();
    }

    private static JournalEntry Read(EntryRow row) =>
        StoredRecord.Read(row, entry => $"The journal's record of line {entry.Sequence + 1} of the plan", Entry);

    private static JournalEntry Entry(EntryRow row)
    {
        if (row.Outcome is not { } outcome)
        {
            return new JournalEntry(row.Sequence, Verdict.Unknown, null, new Dictionary<string, FieldValue>(), null);
        }

        return new JournalEntry(
            row.Sequence,
            Enum.Parse<Verdict>(outcome.Verdict),
            outcome.Lead is { } id ? new LeadId(id) : null,
            Values(outcome.Actual),
            outcome.ErrorText is { } text ? new LeadError(outcome.ErrorCode ?? "", text) : null
        );
    }

    private static Dictionary<string, FieldValue> Values(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        reader.Read();
        return ValueJson.ReadAll(ref reader);
    }

    public void Dispose()
    {
        actual.Dispose();
        store.Dispose();
    }
}
