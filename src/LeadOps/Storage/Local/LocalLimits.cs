using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>The limits that all processes of this machine use up together.</summary>
internal sealed class LocalLimits(SqliteStore store, TimeProvider clock) : ILimitStore
{
    public static readonly SqliteSchema Schema = new(
        [
            """
            CREATE TABLE IF NOT EXISTS operating (credential TEXT, method TEXT, seconds REAL NOT NULL,
                reset_at INTEGER NOT NULL, PRIMARY KEY (credential, method));
            CREATE TABLE IF NOT EXISTS bucket (host TEXT PRIMARY KEY, level REAL NOT NULL, at REAL NOT NULL)
            """,
        ],
        IsPrecious: false
    );

    public TimeSpan Take(string host, BucketSize size, double drops) =>
        store.Write(open =>
        {
            var level = Level(open, host, size) + drops;
            Set(open, host, level);
            return BucketLevel.Wait(level, size);
        });

    public void Overflow(string host, BucketSize size, TimeSpan pause) =>
        store.Write(open => Set(open, host, Math.Max(Level(open, host, size), BucketLevel.Full(size, pause))));

    public void Note(string credential, OperatingRow row) =>
        store.Write(open =>
            SqliteFile.Execute(
                open,
                "INSERT OR REPLACE INTO operating (credential, method, seconds, reset_at) "
                    + "VALUES ($credential, $method, $seconds, $reset)",
                ("$credential", credential),
                ("$method", row.Method),
                ("$seconds", row.Seconds),
                ("$reset", (long)Math.Round(Now + row.Remaining.TotalSeconds))
            )
        );

    public IReadOnlyList<OperatingRow> Operating(string credential) =>
        store.Read<IReadOnlyList<OperatingRow>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    "SELECT method, seconds, reset_at FROM operating WHERE credential = $credential",
                    row => new OperatingRow(
                        row.GetString(0),
                        row.GetDouble(1),
                        TimeSpan.FromSeconds(row.GetInt64(2) - Now)
                    ),
                    ("$credential", credential)
                )
        );

    private double Now => clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>A level from the future was written before the clock was set back; it counts as written now.</summary>
    private double Level(SqliteConnection open, string host, BucketSize size) =>
        SqliteFile
            .Rows(
                open,
                "SELECT level, at FROM bucket WHERE host = $host",
                row => BucketLevel.Drained(row.GetDouble(0), Now - row.GetDouble(1), size),
                ("$host", host)
            )
            .FirstOrDefault();

    private void Set(SqliteConnection open, string host, double level) =>
        SqliteFile.Execute(
            open,
            "INSERT OR REPLACE INTO bucket (host, level, at) VALUES ($host, $level, $at)",
            ("$host", host),
            ("$level", level),
            ("$at", Now)
        );
}
