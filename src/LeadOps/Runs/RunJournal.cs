using System.Globalization;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Planning;
using Microsoft.Data.Sqlite;

namespace LeadOps.Runs;

/// <summary>What the journal knows about one line of the plan: how it ended, or nothing but that it was begun.</summary>
public sealed record JournalEntry(int Sequence, Verdict Verdict, LeadId? Id, IReadOnlyDictionary<string, FieldValue> Actual, LeadError? Error);

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
    ];

    private const int PageSize = 500;

    /// <summary>An intent after the last outcome is a retry whose end is not known.</summary>
    private const string LatestOutcome = """
        LEFT JOIN outcome ON outcome.sequence = line.sequence
            AND number = (SELECT MAX(number) FROM outcome WHERE sequence = line.sequence)
            AND COALESCE((SELECT MAX(at) FROM intent WHERE sequence = line.sequence) <= outcome.at, 1)
        """;

    private readonly string path;
    private readonly SqliteConnection connection;

    private RunJournal(string path, SqliteConnection connection)
    {
        this.path = path;
        this.connection = connection;
    }

    public static RunJournal Create(RunFolder folder, DateTimeOffset startedAt)
    {
        var journal = new RunJournal(folder.Journal, Databases.Open(folder.Journal, Migrations));
        journal.Set("startedAt", startedAt.ToString("O", CultureInfo.InvariantCulture));
        journal.Set("status", nameof(RunStatus.Running));
        return journal;
    }

    public static RunJournal Open(RunFolder folder) => File.Exists(folder.Journal)
        ? new RunJournal(folder.Journal, Databases.Open(folder.Journal, Migrations))
        : throw new LeadOpsException(Failure.Invalid, $"The run `{folder.Name}` has no journal; it never began.");

    public RunStatus Status => Enum.Parse<RunStatus>(Get("status") ?? nameof(RunStatus.Running));

    public DateTimeOffset StartedAt => DateTimeOffset.Parse(Get("startedAt")!, CultureInfo.InvariantCulture);

    public DateTimeOffset? FinishedAt => Get("finishedAt") is { } at ? DateTimeOffset.Parse(at, CultureInfo.InvariantCulture) : null;

    public void Finish(RunStatus status, DateTimeOffset at)
    {
        Set("status", status.ToString());
        Set("finishedAt", at.ToString("O", CultureInfo.InvariantCulture));
    }

    /// <summary>One commit: the outcomes of the last batch, and the intents of the next one.</summary>
    public void Record(IReadOnlyList<LeadOutcome> outcomes, IReadOnlyList<int> intents, DateTimeOffset at)
    {
        if (outcomes.Count + intents.Count == 0)
        {
            return;
        }

        try
        {
            using var transaction = connection.BeginTransaction();
            foreach (var outcome in outcomes)
            {
                Insert(outcome, at);
            }

            foreach (var sequence in intents)
            {
                Databases.Execute(
                    connection,
                    "INSERT INTO intent SELECT $sequence, COALESCE(MAX(attempt), 0) + 1, $at FROM intent WHERE sequence = $sequence",
                    ("$sequence", sequence), ("$at", at.ToString("O", CultureInfo.InvariantCulture)));
            }

            transaction.Commit();
        }
        catch (SqliteException problem)
        {
            throw Databases.Explained(path, problem);
        }
    }

    private void Insert(LeadOutcome outcome, DateTimeOffset at) => Databases.Execute(
        connection,
        "INSERT INTO outcome SELECT $sequence, COALESCE(MAX(number), 0) + 1, $verdict, $lead, $actual, $code, $text, $at FROM outcome WHERE sequence = $sequence",
        ("$sequence", outcome.Sequence),
        ("$verdict", outcome.Verdict.ToString()),
        ("$lead", outcome.Id?.Value),
        ("$actual", ActualJson(outcome)),
        ("$code", outcome.Error?.Code),
        ("$text", outcome.Error?.Message),
        ("$at", at.ToString("O", CultureInfo.InvariantCulture)));

    private static string ActualJson(LeadOutcome outcome)
    {
        var read = outcome.Fields.Where(field => field.Actual is not null).Select(field => $"{JsonSerializer.Serialize(field.Name)}:{PlanJson.ValueText(field.Actual!)}");
        return "{" + string.Join(',', read) + "}";
    }

    public void Sample(DateTimeOffset at, int done, string? paused) => Databases.Execute(
        connection, "INSERT INTO sample VALUES ($at, $done, $paused)", ("$at", at.ToString("O", CultureInfo.InvariantCulture)), ("$done", done), ("$paused", paused));

    public IReadOnlyList<RunSample> Samples()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT at, done, paused FROM sample ORDER BY rowid";
        using var reader = command.ExecuteReader();
        var samples = new List<RunSample>();
        while (reader.Read())
        {
            samples.Add(new RunSample(DateTimeOffset.Parse(reader.GetString(0), CultureInfo.InvariantCulture), reader.GetInt32(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
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
            actual.RootElement.EnumerateObject().ToDictionary(pair => pair.Name, pair => PlanJson.ReadValue(pair.Value)),
            row.IsDBNull(5) ? null : new LeadError(row.IsDBNull(4) ? "" : row.GetString(4), row.GetString(5)));
    }

    public void AddStats(RunStats stats)
    {
        Set("stats", JsonSerializer.Serialize(Merged(Stats(), stats)));
    }

    public RunStats Stats() => Get("stats") is { } json ? JsonSerializer.Deserialize<RunStats>(json)! : new RunStats();

    private static RunStats Merged(RunStats a, RunStats b) => new()
    {
        HttpRequests = a.HttpRequests + b.HttpRequests,
        Retries = a.Retries + b.Retries,
        ThrottledSeconds = a.ThrottledSeconds + b.ThrottledSeconds,
        Calls = new SortedDictionary<string, long>(a.Calls.Concat(b.Calls).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)), StringComparer.Ordinal),
        OperatingSeconds = new SortedDictionary<string, double>(a.OperatingSeconds.Concat(b.OperatingSeconds).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => Math.Round(group.Sum(pair => pair.Value), 3)), StringComparer.Ordinal),
    };

    private void Set(string name, string value) =>
        Databases.Execute(connection, "INSERT OR REPLACE INTO run VALUES ($name, $value)", ("$name", name), ("$value", value));

    private string? Get(string name)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM run WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as string;
    }

    public void Dispose() => connection.Dispose();
}
