using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadOps.LocalPortal.Store;

/// <summary>
/// The SQLite file behind a portal. One request is one transaction, so a killed portal never holds half of a write.
/// </summary>
internal sealed class DataFile : IDisposable
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS lead (id INTEGER PRIMARY KEY, json TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS stage (id INTEGER PRIMARY KEY, type INTEGER NOT NULL, owner INTEGER NOT NULL,
            time TEXT NOT NULL, status TEXT NOT NULL, semantics TEXT NOT NULL);
        CREATE INDEX IF NOT EXISTS stage_owner ON stage (owner);
        CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, name TEXT NOT NULL, content BLOB NOT NULL);
        """;

    /// <summary>Files of before it was written have 0.</summary>
    private const long Version = 1;

    private readonly SqliteConnection connection;
    private SqliteTransaction? transaction;
    private SqliteCommand? putLead;

    private readonly FileStream turn;

    private DataFile(SqliteConnection connection, FileStream turn) => (this.connection, this.turn) = (connection, turn);

    /// <param name="wait">How long another portal may hold the file.</param>
    public static DataFile Open(string path, TimeSpan wait)
    {
        DataFilePath.Check(path);
        SqliteConnection? open = null;
        FileStream? turn = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            turn = DataFileTurn.Take(path, wait);
            DataFilePath.Create(path);
            open = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = path,
                    DefaultTimeout = (int)Math.Ceiling(wait.TotalSeconds),
                    Pooling = false,
                }.ToString()
            );
            open.Open();
            var file = new DataFile(open, turn);
            file.Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
            file.CheckVersion(path);
            file.Execute(Tables + $"PRAGMA user_version={Version};");
            return file;
        }
        catch (Exception problem)
            when (problem is SqliteException or LocalPortalException or IOException or UnauthorizedAccessException)
        {
            open?.Dispose();
            turn?.Dispose();
            throw problem as LocalPortalException
                ?? new LocalPortalException(DataFilePath.Explain(path, problem), problem);
        }
    }

    public IEnumerable<Lead> Leads() =>
        Read("SELECT id, json FROM lead ORDER BY id", row => LeadJson.Read(row.GetInt64(0), row.GetString(1)));

    public IEnumerable<StageMove> StageMoves() =>
        Read(
            "SELECT id, type, owner, time, status, semantics FROM stage ORDER BY id",
            row => new StageMove(
                row.GetInt64(0),
                row.GetInt32(1),
                row.GetInt64(2),
                row.GetString(3),
                string.Intern(row.GetString(4)),
                string.Intern(row.GetString(5))
            )
        );

    public Dictionary<string, string> Meta() =>
        Read("SELECT name, value FROM meta", row => (row.GetString(0), row.GetString(1)))
            .ToDictionary(pair => pair.Item1, pair => pair.Item2, StringComparer.Ordinal);

    public (string Name, byte[] Content)? Attachment(long id) =>
        Read(
                string.Create(CultureInfo.InvariantCulture, $"SELECT name, content FROM file WHERE id = {id}"),
                row => ((string, byte[])?)(row.GetString(0), (byte[])row.GetValue(1))
            )
            .FirstOrDefault();

    /// <summary>All of it or nothing.</summary>
    public void Write(Action<DataFile> work)
    {
        using (transaction = connection.BeginTransaction())
        {
            try
            {
                work(this);
                transaction.Commit();
            }
            finally
            {
                transaction = null;
            }
        }
    }

    public void PutLead(long id, string json)
    {
        putLead ??= Command("INSERT OR REPLACE INTO lead (id, json) VALUES ($0, $1)", id, json);
        putLead.Transaction = transaction;
        (putLead.Parameters[0].Value, putLead.Parameters[1].Value) = (id, json);
        putLead.ExecuteNonQuery();
    }

    public void DropLead(long id) => Execute("DELETE FROM lead WHERE id = $0", id);

    public void PutMeta(string name, string value) =>
        Execute("INSERT OR REPLACE INTO meta (name, value) VALUES ($0, $1)", name, value);

    public void PutStage(StageMove move) =>
        Execute(
            "INSERT OR REPLACE INTO stage (id, type, owner, time, status, semantics) VALUES ($0, $1, $2, $3, $4, $5)",
            move.Id,
            move.TypeId,
            move.OwnerId,
            move.Time,
            move.StatusId,
            move.Semantics
        );

    public void DropStages(long owner) => Execute("DELETE FROM stage WHERE owner = $0", owner);

    public void PutFile(long id, string name, byte[] content) =>
        Execute("INSERT OR REPLACE INTO file (id, name, content) VALUES ($0, $1, $2)", id, name, content);

    public void DropFile(long id) => Execute("DELETE FROM file WHERE id = $0", id);

    public void Dispose()
    {
        putLead?.Dispose();
        connection.Dispose();
        SqliteConnection.ClearPool(connection);
        turn.Dispose();
    }

    private void CheckVersion(string path)
    {
        if (Read("PRAGMA user_version", row => row.GetInt64(0)).First() is > Version and var newer)
        {
            throw new LocalPortalException(
                $"The data file `{path}` has version {newer}; this LeadOps reads up to {Version}. "
                    + "Use the LeadOps that wrote it, or give another file with `--data`."
            );
        }
    }

    private void Execute(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params object[] values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(string.Create(CultureInfo.InvariantCulture, $"${i}"), values[i]);
        }

        return command;
    }

    private IEnumerable<T> Read<T>(string sql, Func<SqliteDataReader, T> row)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return row(reader);
        }
    }
}
