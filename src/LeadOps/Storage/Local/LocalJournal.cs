using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>
/// The journal as a database in the run's folder: one row for each intent and each outcome. An intent has no verdict;
/// the row of a line with the highest mark says where that line stands.
/// </summary>
internal sealed class LocalJournal : IJournalStore
{
    private const int PageSize = 500;

    private readonly SqliteStore store;
    private PreparedStatement? insert;
    private long? mark;

    /// <summary>A journal that is not there is made by a writer, and is empty to a reader.</summary>
    public LocalJournal(string path, bool isWritten)
    {
        store = new SqliteStore(path, JournalSchema.Versions);
        if (isWritten && !File.Exists(path))
        {
            store.Write(_ => { });
        }
    }

    /// <summary>
    /// The order of outcomes and intents is kept by a mark that only rises; the clock may be set back at any time.
    /// </summary>
    public void Record(
        IReadOnlyList<OutcomeRow> outcomes,
        IReadOnlyList<int> intents,
        SampleRow? sample,
        DateTimeOffset at
    ) =>
        store.Write(open =>
        {
            foreach (var outcome in outcomes)
            {
                Insert(open, outcome.Sequence, outcome, at);
            }

            foreach (var intent in intents)
            {
                Insert(open, intent, null, at);
            }

            if (sample is not null)
            {
                SqliteFile.Execute(
                    open,
                    "INSERT INTO sample VALUES ($at, $done, $paused)",
                    ("$at", sample.At.ToString("O", CultureInfo.InvariantCulture)),
                    ("$done", sample.Done),
                    ("$paused", sample.Paused)
                );
            }
        });

    private void Insert(SqliteConnection open, int line, OutcomeRow? outcome, DateTimeOffset at)
    {
        mark ??= Convert.ToInt64(SqliteFile.Scalar(open, "SELECT COALESCE(MAX(mark), 0) FROM record"));
        insert ??= new PreparedStatement(open, "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        insert.Reset();
        insert.Set(0, line);
        insert.Set(1, ++mark);
        insert.Set(2, at.ToUnixTimeMilliseconds());
        insert.Set(3, outcome?.Verdict);
        insert.Set(4, outcome?.Lead);
        insert.Set(5, outcome?.Actual);
        insert.Set(6, outcome?.ErrorCode);
        insert.Set(7, outcome?.ErrorText);
        insert.Step();
    }

    /// <summary>Beside a maximum, SQLite gives the columns of the row that holds it.</summary>
    public IReadOnlyList<EntryRow> Page(int after) =>
        store.Read<IReadOnlyList<EntryRow>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    $"""
                    SELECT line, verdict, lead, actual, error_code, error_text, MAX(mark) FROM record
                    WHERE line > $after GROUP BY line ORDER BY line LIMIT {PageSize}
                    """,
                    Read,
                    ("$after", after)
                )
        );

    public IReadOnlyList<(string? Verdict, int Lines)> Counts() =>
        store.Read<IReadOnlyList<(string?, int)>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    """
                    SELECT verdict, COUNT(*) FROM (SELECT verdict, MAX(mark) FROM record GROUP BY line) GROUP BY verdict
                    """,
                    row => (row.IsDBNull(0) ? null : row.GetString(0), row.GetInt32(1))
                )
        );

    public IReadOnlyList<SampleRow> Samples() =>
        store.Read<IReadOnlyList<SampleRow>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    "SELECT at, done, paused FROM sample ORDER BY rowid",
                    row => new SampleRow(
                        DateTimeOffset.Parse(row.GetString(0), CultureInfo.InvariantCulture),
                        row.GetInt32(1),
                        row.IsDBNull(2) ? null : row.GetString(2)
                    )
                )
        );

    private static EntryRow Read(SqliteDataReader row) =>
        new(
            row.GetInt32(0),
            row.IsDBNull(1)
                ? null
                : new OutcomeRow(
                    row.GetInt32(0),
                    row.GetString(1),
                    row.IsDBNull(2) ? null : row.GetInt64(2),
                    row.IsDBNull(3) ? "{}" : row.GetString(3),
                    row.IsDBNull(4) ? null : row.GetString(4),
                    row.IsDBNull(5) ? null : row.GetString(5)
                )
        );

    public void Dispose()
    {
        insert?.Dispose();
        store.Dispose();
    }
}
