using System.Globalization;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Storage;
using Microsoft.Data.Sqlite;

namespace LeadOps.Runs;

/// <summary>What the journal knows about one line of the plan: how it ended, or nothing but that it was begun.</summary>
public sealed record JournalEntry(
    int Sequence,
    Verdict Verdict,
    LeadId? Id,
    IReadOnlyDictionary<string, FieldValue> Actual,
    LeadError? Error
);

/// <summary>
/// Append-only record of one run. What holds: an intent is on disk before its request leaves, an outcome before the next
/// request for the same lead; one commit per batch. A line with an intent and no outcome is unknown until it is settled.
/// </summary>
public sealed class RunJournal : IDisposable
{
    private static readonly string[] Migrations =
    [
        """
            CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT);
            CREATE TABLE intent (sequence INTEGER NOT NULL, attempt INTEGER NOT NULL, at TEXT NOT NULL, PRIMARY KEY (sequence, attempt));
            CREATE TABLE outcome (sequence INTEGER NOT NULL, number INTEGER NOT NULL, verdict TEXT NOT NULL, lead_id INTEGER, actual TEXT, error_code TEXT, error_text TEXT, at TEXT NOT NULL, PRIMARY KEY (sequence, number));
            CREATE TABLE sample (at TEXT NOT NULL, done INTEGER NOT NULL, paused TEXT)
            """,
        """
            ALTER TABLE intent ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE outcome ADD COLUMN mark INTEGER NOT NULL DEFAULT 0
            """,
    ];

    private const int PageSize = 500;

    /// <summary>An intent after the last outcome is a retry whose end is not known. Before there were marks, time had to tell.</summary>
    private const string LatestOutcome = """
        LEFT JOIN outcome ON outcome.sequence = line.sequence
            AND number = (SELECT MAX(number) FROM outcome WHERE sequence = line.sequence)
            AND COALESCE((SELECT (MAX(mark), MAX(at)) <= (outcome.mark, CASE outcome.mark WHEN 0 THEN outcome.at ELSE 'Z' END) FROM intent WHERE sequence = line.sequence), 1)
        """;

    private readonly string path;
    private readonly SqliteConnection connection;
    private readonly Lock gate = new();
    private long mark;

    private RunJournal(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
        mark = Convert.ToInt64(
            Scalar(
                "SELECT MAX(COALESCE((SELECT MAX(mark) FROM intent), 0), COALESCE((SELECT MAX(mark) FROM outcome), 0))"
            ),
            CultureInfo.InvariantCulture
        );
    }

    public static RunJournal Create(RunFolder folder, DateTimeOffset startedAt)
    {
        var journal = new RunJournal(folder.Journal, Databases.Open(folder.Journal, Migrations));
        journal.Set(("startedAt", Text(startedAt)), ("status", nameof(RunStatus.Running)));
        return journal;
    }

    public static RunJournal Open(RunFolder folder)
    {
        if (!File.Exists(folder.Journal))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"The run `{folder.Name}` has no journal: it was stopped before anything was sent to the portal, or `{folder.Journal}` was taken away. Restore that file from a backup; without it, a new plan (`leadops plan`) compares with what the portal holds now."
            );
        }

        var journal = new RunJournal(folder.Journal, Databases.Open(folder.Journal, Migrations));
        if (journal.Get("startedAt") is not null)
        {
            return journal;
        }

        journal.Dispose();
        throw new LeadOpsException(
            Failure.Invalid,
            $"The run `{folder.Name}` never began: it was stopped before anything was sent to the portal. Start again with `leadops plan`."
        );
    }

    public RunStatus Status => Enum.Parse<RunStatus>(Get("status") ?? nameof(RunStatus.Running));

    public DateTimeOffset StartedAt => DateTimeOffset.Parse(Get("startedAt")!, CultureInfo.InvariantCulture);

    public DateTimeOffset? FinishedAt =>
        Get("finishedAt") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;

    /// <summary>A process works on the run again.</summary>
    public void Reopen() => Set(("status", nameof(RunStatus.Running)));

    public void Finish(RunStatus status, RunStats stats, DateTimeOffset at) =>
        Set(
            ("status", status.ToString()),
            ("stats", JsonSerializer.Serialize(Merged(Stats(), stats))),
            ("finishedAt", Text(at))
        );

    /// <summary>
    /// One commit: the outcomes of the last batch, and the intents of the next one. Their order is kept by a mark that only
    /// rises; the clock may be set back at any time.
    /// </summary>
    public void Record(IReadOnlyList<LeadOutcome> outcomes, IReadOnlyList<int> intents, DateTimeOffset at, int done) =>
        Committed(() =>
        {
            foreach (var outcome in outcomes)
            {
                Insert(outcome, at);
            }

            foreach (var sequence in intents)
            {
                Databases.Execute(
                    connection,
                    "INSERT INTO intent (sequence, attempt, at, mark) SELECT $sequence, COALESCE(MAX(attempt), 0) + 1, $at, $mark FROM intent WHERE sequence = $sequence",
                    ("$sequence", sequence),
                    ("$at", Text(at)),
                    ("$mark", ++mark)
                );
            }

            if (outcomes.Count > 0)
            {
                Insert(new RunSample(at, done, null));
            }
        });

    private void Insert(LeadOutcome outcome, DateTimeOffset at) =>
        Databases.Execute(
            connection,
            "INSERT INTO outcome (sequence, number, verdict, lead_id, actual, error_code, error_text, at, mark) SELECT $sequence, COALESCE(MAX(number), 0) + 1, $verdict, $lead, $actual, $code, $text, $at, $mark FROM outcome WHERE sequence = $sequence",
            ("$sequence", outcome.Sequence),
            ("$verdict", outcome.Verdict.ToString()),
            ("$lead", outcome.Id?.Value),
            ("$actual", ActualJson(outcome)),
            ("$code", outcome.Error?.Code),
            ("$text", outcome.Error?.Message),
            ("$at", Text(at)),
            ("$mark", ++mark)
        );

    private void Insert(RunSample sample) =>
        Databases.Execute(
            connection,
            "INSERT INTO sample VALUES ($at, $done, $paused)",
            ("$at", Text(sample.At)),
            ("$done", sample.Done),
            ("$paused", sample.PausedBecause)
        );

    /// <summary>A moment at which the run had to wait.</summary>
    public void Paused(DateTimeOffset at, int done, string reason) =>
        Committed(() => Insert(new RunSample(at, done, reason)));

    private void Committed(Action write)
    {
        lock (gate)
        {
            try
            {
                using var transaction = connection.BeginTransaction();
                write();
                transaction.Commit();
            }
            catch (SqliteException problem)
            {
                throw Databases.Explained(path, problem);
            }
        }
    }

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static string ActualJson(LeadOutcome outcome)
    {
        var read = outcome
            .Fields.Where(field => field.Actual is not null)
            .Select(field => KeyValuePair.Create(field.Name, field.Actual!))
            .Concat(outcome.Beside)
            .Select(pair => $"{JsonSerializer.Serialize(pair.Key)}:{ValueJson.Text(pair.Value)}");
        return "{" + string.Join(',', read) + "}";
    }

    public IReadOnlyList<RunSample> Samples()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT at, done, paused FROM sample ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var samples = new List<RunSample>();
        while (reader.Read())
        {
            samples.Add(
                new RunSample(
                    DateTimeOffset.Parse(reader.GetString(0), CultureInfo.InvariantCulture),
                    reader.GetInt32(1),
                    reader.IsDBNull(2) ? null : reader.GetString(2)
                )
            );
        }

        return samples;
    }

    /// <summary>
    /// The lines that were begun, in their order, each with its latest outcome. They are read page by page: what is recorded
    /// meanwhile about lines that were already given out does not come again.
    /// </summary>
    public IEnumerable<JournalEntry> Entries()
    {
        var page = Page(-1);
        while (page.Count > 0)
        {
            foreach (var entry in page)
            {
                yield return entry;
            }

            page = Page(page[^1].Sequence);
        }
    }

    private List<JournalEntry> Page(int after)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT line.sequence, verdict, lead_id, actual, error_code, error_text
            FROM (SELECT sequence FROM outcome WHERE sequence > $after UNION SELECT sequence FROM intent WHERE sequence > $after ORDER BY 1 LIMIT {PageSize}) line
            {LatestOutcome}
            ORDER BY line.sequence
            """;
        command.Parameters.AddWithValue("$after", after);
        using var rows = command.ExecuteReader();
        var page = new List<JournalEntry>();
        while (rows.Read())
        {
            page.Add(Read(rows));
        }

        return page;
    }

    /// <summary>The lines that were begun, by what became of them.</summary>
    public IReadOnlyDictionary<Verdict, int> Counts()
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT COALESCE(verdict, '{nameof(Verdict.Unknown)}'), COUNT(*)
            FROM (SELECT sequence FROM outcome UNION SELECT sequence FROM intent) line
            {LatestOutcome}
            GROUP BY 1
            """;
        using var rows = command.ExecuteReader();
        var counts = new Dictionary<Verdict, int>();
        while (rows.Read())
        {
            counts[Enum.Parse<Verdict>(rows.GetString(0))] = rows.GetInt32(1);
        }

        return counts;
    }

    private static JournalEntry Read(SqliteDataReader row)
    {
        using var actual = JsonDocument.Parse(row.IsDBNull(3) ? "{}" : row.GetString(3));
        return new JournalEntry(
            row.GetInt32(0),
            row.IsDBNull(1) ? Verdict.Unknown : Enum.Parse<Verdict>(row.GetString(1)),
            row.IsDBNull(2) ? null : new LeadId(row.GetInt64(2)),
            actual.RootElement.EnumerateObject().ToDictionary(pair => pair.Name, pair => ValueJson.Read(pair.Value)),
            row.IsDBNull(5) ? null : new LeadError(row.IsDBNull(4) ? "" : row.GetString(4), row.GetString(5))
        );
    }

    public RunStats Stats() => Get("stats") is { } json ? JsonSerializer.Deserialize<RunStats>(json)! : new RunStats();

    private static RunStats Merged(RunStats a, RunStats b) =>
        new()
        {
            HttpRequests = a.HttpRequests + b.HttpRequests,
            Retries = a.Retries + b.Retries,
            ThrottledSeconds = a.ThrottledSeconds + b.ThrottledSeconds,
            Calls = new SortedDictionary<string, long>(
                a.Calls.Concat(b.Calls)
                    .GroupBy(pair => pair.Key)
                    .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
                StringComparer.Ordinal
            ),
            OperatingSeconds = new SortedDictionary<string, double>(
                a.OperatingSeconds.Concat(b.OperatingSeconds)
                    .GroupBy(pair => pair.Key)
                    .ToDictionary(group => group.Key, group => Math.Round(group.Sum(pair => pair.Value), 3)),
                StringComparer.Ordinal
            ),
        };

    private void Set(params (string Name, string Value)[] facts) =>
        Committed(() =>
            facts
                .ToList()
                .ForEach(fact =>
                    Databases.Execute(
                        connection,
                        "INSERT OR REPLACE INTO run VALUES ($name, $value)",
                        ("$name", fact.Name),
                        ("$value", fact.Value)
                    )
                )
        );

    private string? Get(string name) => Scalar("SELECT value FROM run WHERE name = $name", ("$name", name)) as string;

    private object? Scalar(string sql, params (string Name, object Value)[] values)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            values.ToList().ForEach(value => command.Parameters.AddWithValue(value.Name, value.Value));
            return command.ExecuteScalar();
        }
        catch (SqliteException problem)
        {
            throw Databases.Explained(path, problem);
        }
    }

    public void Dispose() => connection.Dispose();
}
