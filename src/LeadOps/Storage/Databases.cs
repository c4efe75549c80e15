using LeadOps.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage;

/// <summary>
/// Opens the databases that must not lose a committed line: WAL, synchronous FULL, a schema version from the first day. A new
/// one appears under its name only when it is whole, so an empty or half file is damage and is never filled silently.
/// </summary>
internal static class Databases
{
    public static SqliteConnection Open(string path, IReadOnlyList<string> migrations)
    {
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (!File.Exists(path))
            {
                Make(path, migrations);
            }

            if (new FileInfo(path).Length == 0)
            {
                throw new LeadOpsException(Failure.Portal, Damaged(path));
            }

            var connection = Connect(path);
            try
            {
                Migrate(connection, path, migrations);
                return connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }
        catch (Exception problem) when (problem is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw Explained(path, problem);
        }
    }

    /// <summary>Two processes may make it at the same time; the first one's stays.</summary>
    private static void Make(string path, IReadOnlyList<string> migrations)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            PrivateFile.Create(temporary).Dispose();
            using (var connection = Connect(temporary))
            {
                Migrate(connection, temporary, migrations);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else was quicker.
        }
        finally
        {
            new[] { "", "-wal", "-shm" }.ToList().ForEach(part => File.Delete(temporary + part));
        }
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                Mode = SqliteOpenMode.ReadWrite,
                DefaultTimeout = 10,
            }.ToString()
        );
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static LeadOpsException Explained(string path, Exception problem) =>
        new(
            Failure.Portal,
            problem switch
            {
                SqliteException { SqliteErrorCode: 5 or 6 } =>
                    $"`{path}` is locked by another program. Wait for it to end, then try again.",
                SqliteException { SqliteErrorCode: 11 or 26 } => Damaged(path),
                SqliteException { SqliteErrorCode: 13 } =>
                    $"The disk is full; `{path}` could not be written. Make room, then run the command again.",
                SqliteException { SqliteErrorCode: 10 } =>
                    $"`{path}` could not be read or written (disk full, quota, or a broken disk). Make room or repair it, then run the command again.",
                SqliteException { SqliteErrorCode: 8 or 14 } or UnauthorizedAccessException =>
                    $"`{path}` may not be written. Correct the rights of the file and its folder, then run the command again.",
                _ => $"`{path}` cannot be used: {problem.Message}",
            },
            problem
        );

    private static string Damaged(string path) =>
        $"`{path}` is damaged. Keep a copy, move it away and restore it from a backup; LeadOps never replaces it by an empty one.";

    private static void Migrate(SqliteConnection connection, string path, IReadOnlyList<string> migrations)
    {
        using var query = connection.CreateCommand();
        query.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt32(query.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (version == 0 && !path.EndsWith(".tmp", StringComparison.Ordinal))
        {
            throw new LeadOpsException(Failure.Portal, Damaged(path));
        }

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
