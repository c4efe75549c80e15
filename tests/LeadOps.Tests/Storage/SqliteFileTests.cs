using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Runs;
using LeadOps.Storage;
using LeadOps.Storage.Local;
using Microsoft.Data.Sqlite;

namespace LeadOps.Tests.Storage;

/// <summary>
/// What may have happened to a database between two commands: a clear error each time, and never a silent new one.
/// </summary>
internal sealed class SqliteFileTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-db-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    private string Ledger => Path.Combine(folder, "ledger.db");

    private LocalState Open() =>
        new(Path.Combine(folder, "runs"), Ledger, folder, TestOperator.Me, TimeProvider.System);

    private void Made() => SqliteFile.Open(Ledger, LedgerSchema.Versions).Dispose();

    private static void Run(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [Test]
    public void A_new_database_waits_for_the_disk_at_every_commit_and_belongs_to_its_owner()
    {
        using var connection = SqliteFile.Open(Ledger, new SqliteSchema(["CREATE TABLE t (n)"]));
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT (SELECT journal_mode FROM pragma_journal_mode), (SELECT synchronous "
            + "FROM pragma_synchronous), (SELECT user_version FROM pragma_user_version)";
        using var row = command.ExecuteReader();
        row.Read();

        Assert.That((row.GetString(0), row.GetInt32(1), row.GetInt32(2)), Is.EqualTo(("wal", 2, 1)));
        Assert.That(
            OperatingSystem.IsWindows()
                || File.GetUnixFileMode(Ledger) == (UnixFileMode.UserRead | UnixFileMode.UserWrite)
        );
        Assert.That(Directory.GetFiles(folder, "*.tmp*"), Is.Empty);
    }

    [TestCase("", "damaged")]
    [TestCase("this is no database, it is a text that somebody saved under its name", "damaged")]
    public void A_file_that_is_no_database_is_an_error_and_stays_as_it_is(string content, string expected)
    {
        File.WriteAllText(Ledger, content);

        var problem = Assert.Throws<LeadOpsException>(Made);

        Assert.That(problem!.Message, Does.Contain(expected).And.Contain(Ledger));
        Assert.That(File.ReadAllText(Ledger), Is.EqualTo(content));
    }

    [Test]
    public void A_database_of_a_newer_version_is_refused()
    {
        Made();
        Run(Ledger, "PRAGMA user_version = 99");

        Assert.That(Assert.Throws<LeadOpsException>(Made)!.Message, Does.Contain("newer LeadOps"));
    }

    [Test]
    public void A_database_with_torn_pages_is_an_error()
    {
        Made();
        using (var stream = File.OpenWrite(Ledger))
        {
            stream.Position = 28;
            stream.Write(new byte[8000]);
        }

        Assert.Throws<LeadOpsException>(Made);
    }

    [Test]
    public void An_older_ledger_is_brought_up_to_date_and_keeps_its_runs()
    {
        Run(
            Ledger,
            """
            CREATE TABLE run (host TEXT NOT NULL, run TEXT NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL,
                manifests TEXT NOT NULL, git TEXT, status TEXT NOT NULL, purpose TEXT NOT NULL,
                PRIMARY KEY (host, run));
            CREATE TABLE used_plan (host TEXT NOT NULL, plan TEXT NOT NULL, run TEXT NOT NULL,
                PRIMARY KEY (host, plan));
            CREATE TABLE once_manifest (host TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL,
                run TEXT NOT NULL, PRIMARY KEY (host, name));
            INSERT INTO run
                VALUES ('a.example', 'r1', '2026-06-01T12:00:00Z', 'ann', 'm, n', NULL, 'Succeeded', 'Apply'),
                ('a.example', 'r0', '2026-06-01T11:00:00Z', 'ann', '', NULL, 'Succeeded', 'Rollback');
            PRAGMA user_version = 1
            """
        );

        using var state = Open();

        var runs = state.Runs.Of("a.example");
        Assert.That(runs.Select(run => run.Key.Name), Is.EqualTo(new[] { "r1", "r0" }));
        Assert.That(
            runs.Select(run => string.Join('+', run.Manifests.Select(manifest => manifest.Name))),
            Is.EqualTo(new[] { "m+n", "" })
        );
        Assert.That(state.Runs.OfManifest("a.example", "n").Single().Key.Name, Is.EqualTo("r1"));
        Assert.That(state.Runs.CostOfWrite("a.example"), Is.Null);
    }

    [Test]
    public void What_is_only_read_makes_no_file()
    {
        using var state = Open();

        Assert.That(state.Runs.Of("a.example"), Is.Empty);
        Assert.That(state.Limits.Operating("c"), Is.Empty);
        Assert.That(Directory.GetFileSystemEntries(folder), Is.Empty);
    }

    private RunJournal Begun(out RunFolder run)
    {
        run = RunFolder.Create(folder, Now);
        return new RunJournal(new LocalJournal(run.Journal, isWritten: true));
    }

    private static LeadOutcome Outcome(Verdict verdict) =>
        new()
        {
            Sequence = 0,
            Title = "A",
            Action = LeadAction.Update,
            Verdict = verdict,
            Fields = [],
        };

    [TestCase(0)]
    [TestCase(-3600)]
    [TestCase(3600)]
    public void The_order_of_intent_and_outcome_does_not_depend_on_the_clock(int step)
    {
        using var journal = Begun(out _);

        journal.Record([], [0], Now, 0);
        journal.Record([Outcome(Verdict.Failed)], [], Now.AddSeconds(step), 1);
        var ended = journal.Entries().Single().Verdict;
        journal.Record([], [0], Now.AddSeconds(2 * step), 1);
        var begunAgain = journal.Entries().Single().Verdict;

        Assert.That((ended, begunAgain), Is.EqualTo((Verdict.Failed, Verdict.Unknown)));
    }

    [Test]
    public void A_journal_from_before_there_were_marks_is_still_understood()
    {
        var run = RunFolder.Create(folder, Now);
        Run(
            run.Journal,
            """
            CREATE TABLE run (name TEXT PRIMARY KEY, value TEXT);
            CREATE TABLE intent (sequence INTEGER NOT NULL, attempt INTEGER NOT NULL, at TEXT NOT NULL,
                PRIMARY KEY (sequence, attempt));
            CREATE TABLE outcome (sequence INTEGER NOT NULL, number INTEGER NOT NULL, verdict TEXT NOT NULL,
                lead_id INTEGER, actual TEXT, error_code TEXT, error_text TEXT, at TEXT NOT NULL,
                PRIMARY KEY (sequence, number));
            CREATE TABLE sample (at TEXT NOT NULL, done INTEGER NOT NULL, paused TEXT);
            INSERT INTO run VALUES ('startedAt', '2026-06-01T12:00:00Z');
            INSERT INTO intent VALUES (0, 1, '2026-06-01T12:00:01Z'), (1, 1, '2026-06-01T12:00:01Z'),
                (1, 2, '2026-06-01T12:00:03Z'), (2, 1, '2026-06-01T12:00:01Z');
            INSERT INTO outcome VALUES (0, 1, 'Applied', 7, '{}', NULL, NULL, '2026-06-01T12:00:02Z'),
                (1, 1, 'Failed', 8, '{}', 'X', 'no', '2026-06-01T12:00:02Z');
            PRAGMA user_version = 1
            """
        );

        using var journal = new RunJournal(new LocalJournal(run.Journal, isWritten: true));
        var before = journal.Entries().Select(entry => entry.Verdict).ToList();
        journal.Record([Outcome(Verdict.Applied) with { Sequence = 2 }], [0], DateTimeOffset.UnixEpoch, 1);
        var after = journal.Entries().Select(entry => entry.Verdict).ToList();

        Assert.That(before, Is.EqualTo(new[] { Verdict.Applied, Verdict.Unknown, Verdict.Unknown }));
        Assert.That(after, Is.EqualTo(new[] { Verdict.Unknown, Verdict.Unknown, Verdict.Applied }));
        Assert.That(journal.Counts()[Verdict.Unknown], Is.EqualTo(2));
    }
}
