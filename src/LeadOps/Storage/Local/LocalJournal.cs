using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>The journal as a database in the run's folder.</summary>
internal sealed class LocalJournal : IJournalStore
{
    private static readonly SqliteSchema Schema = new([
        """
        CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT);
        CREATE TABLE intent (sequence INTEGER NOT NULL, attempt INTEGER NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (sequence, attempt));
        CREATE TABLE outcome (sequence INTEGER NOT NULL, number INTEGER NOT NULL, verdict TEXT NOT NULL,
            lead_id INTEGER, actual TEXT, error_code TEXT, error_text TEXT, at TEXT NOT NULL,
            PRIMARY KEY (sequence, number));
        CREATE TABLE sample (at TEXT NOT NULL, done INTEGER NOT NULL, paused TEXT)
        """,
        """
        ALTER TABLE intent ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE outcome ADD COLUMN mark INTEGER NOT NULL DEFAULT 0
        """,
        "DROP TABLE run",
    ]);

    private const int PageSize = 500;

    /// <summary>
    /// An intent after the last outcome is a retry whose end is not known. Before there were marks, time had to tell.
    /// </summary>
    private const string LatestOutcome = """
        LEFT JOIN outcome ON outcome.sequence = line.sequence
            AND number = (SELECT MAX(number) FROM outcome WHERE sequence = line.sequence)
            AND COALESCE((SELECT (MAX(mark), MAX(at)) <= (outcome.mark, CASE outcome.mark WHEN 0 THEN outcome.at
                ELSE 'Z' END) FROM intent WHERE sequence = line.sequence), 1)
        """;

    private readonly SqliteStore store;
    private long mark;

    /// <summary>A journal that is not there is made by a writer, and is empty to a reader.</summary>
    public LocalJournal(string path, bool isWritten)
    {
        store = new SqliteStore(path, Schema);
        if (isWritten && !File.Exists(path))
        {
            store.Write(_ => { });
        }

        mark = store.Read(
            0L,
            open =>
                Convert.ToInt64(
                    SqliteFile.Scalar(
                        open,
                        "SELECT MAX(COALESCE((SELECT MAX(mark) FROM intent), 0), COALESCE((SELECT MAX(mark) "
                            + "FROM outcome), 0))"
                    ),
                    CultureInfo.InvariantCulture
                )
        );
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
            Insert(open, outcomes, at);
            Insert(open, intents, at);
            if (sample is not null)
            {
                SqliteFile.Execute(
                    open,
                    "INSERT INTO sample VALUES ($at, $done, $paused)",
                    ("$at", Text(sample.At)),
                    ("$done", sample.Done),
                    ("$paused", sample.Paused)
                );
            }
        });

    private void Insert(SqliteConnection open, IReadOnlyList<int> intents, DateTimeOffset at)
    {
        using var insert = new PreparedCommand(
            open,
            "INSERT INTO intent (sequence, attempt, at, mark) SELECT $sequence, "
                + "COALESCE(MAX(attempt), 0) + 1, $at, $mark FROM intent WHERE sequence = $sequence",
            "$sequence",
            "$at",
            "$mark"
        );
        foreach (var sequence in intents)
        {
            insert.Execute(sequence, Text(at), ++mark);
        }
    }

    private void Insert(SqliteConnection open, IReadOnlyList<OutcomeRow> outcomes, DateTimeOffset at)
    {
        using var insert = new PreparedCommand(
            open,
            "INSERT INTO outcome (sequence, number, verdict, lead_id, actual, error_code, error_text, at, "
                + "mark) SELECT $sequence, COALESCE(MAX(number), 0) + 1, $verdict, $lead, $actual, $code, $text, "
                + "$at, $mark FROM outcome WHERE sequence = $sequence",
            "$sequence",
            "$verdict",
            "$lead",
            "$actual",
            "$code",
            "$text",
            "$at",
            "$mark"
        );
        foreach (var outcome in outcomes)
        {
            insert.Execute(
                outcome.Sequence,
                outcome.Verdict,
                outcome.Lead,
                outcome.Actual,
                outcome.ErrorCode,
                outcome.ErrorText,
                Text(at),
                ++mark
            );
        }
    }

    public IReadOnlyList<EntryRow> Page(int after) =>
        store.Read<IReadOnlyList<EntryRow>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    $"""
                    SELECT line.sequence, verdict, lead_id, actual, error_code, error_text
                    FROM (SELECT sequence FROM outcome WHERE sequence > $after UNION SELECT sequence FROM intent
                        WHERE sequence > $after ORDER BY 1 LIMIT {PageSize}) line
                    {LatestOutcome}
                    ORDER BY line.sequence
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
                    $"""
                    SELECT verdict, COUNT(*)
                    FROM (SELECT sequence FROM outcome UNION SELECT sequence FROM intent) line
                    {LatestOutcome}
                    GROUP BY 1
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

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    public void Dispose() => store.Dispose();
}
