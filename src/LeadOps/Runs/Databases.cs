using LeadOps.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LeadOps.Runs;

/// <summary>Opens the databases that must not lose a committed line: WAL, synchronous FULL, a schema version from the first day.</summary>
internal static class Databases
{
    public static SqliteConnection Open(string path, IReadOnlyList<string> migrations)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (!File.Exists(path))
            {
                Planning.PrivateFile.Create(path).Dispose();
            }

            var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 10 }.ToString());
            connection.Open();
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            Migrate(connection, path, migrations);
            return connection;
        }
        catch (Exception problem) when (problem is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Explained(path, problem);
        }
    }

    public static LeadOpsException Explained(string path, Exception problem) => new(Failure.Portal, problem switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => $"`{path}` is locked by another program. Wait for it to end, then try again.",
        SqliteException { SqliteErrorCode: 11 or 26 } => $"`{path}` is damaged. Keep a copy, move it away and restore it from a backup; LeadOps never replaces it by an empty one.",
        SqliteException { SqliteErrorCode: 13 } => $"The disk is full; `{path}` could not be written. Make room, then run `leadops resume`.",
        _ => $"`{path}` cannot be used: {problem.Message}",
    }, problem);

    private static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string> migrations)
    {
        using var query = connection.CreateCommand();
        query.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(query.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version > migrations.Count)
        {
            throw new LeadOpsException(Failure.Invalid, $"`{path}` was written by a newer LeadOps. Update LeadOps.");
        }

        for (var i = version; i < migrations.Count; i++)
        {
            using var transaction = connection.BeginTransaction();
            Execute(connection, migrations[i] + $"; PRAGMA user_version = {i + 1};");
            transaction.Commit();
        }
    }

    public static void Execute(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.ExecuteNonQuery();
    }
}
