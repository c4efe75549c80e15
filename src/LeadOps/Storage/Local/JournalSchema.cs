namespace LeadOps.Storage.Local;

/// <summary>The tables of a run's journal, and the way to them from older ones.</summary>
internal static class JournalSchema
{
    public static readonly SqliteSchema Versions = new([
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
        // Before there were marks, time had to tell what came last, and at the same time it was the outcome.
        """
        CREATE TABLE record (line INTEGER NOT NULL, mark INTEGER NOT NULL, at INTEGER NOT NULL, verdict TEXT,
            lead INTEGER, actual TEXT, error_code TEXT, error_text TEXT, PRIMARY KEY (line, mark)) WITHOUT ROWID;
        INSERT INTO record
            SELECT sequence, ROW_NUMBER() OVER (ORDER BY mark, at, verdict IS NOT NULL, number),
                COALESCE(unixepoch(at), 0) * 1000, verdict, lead_id, actual, error_code, error_text
            FROM (
                SELECT sequence, mark, attempt AS number, at, NULL AS verdict, NULL AS lead_id, NULL AS actual,
                    NULL AS error_code, NULL AS error_text FROM intent
                UNION ALL
                SELECT sequence, mark, number, at, verdict, lead_id, actual, error_code, error_text FROM outcome
            );
        DROP TABLE intent;
        DROP TABLE outcome
        """,
    ]);
}
