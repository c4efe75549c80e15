using System.Globalization;
using LeadOps.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>What a database file must hold.</summary>
/// <param name="Migrations">Its schema, step by step; the file remembers how many were done.</param>
/// <param name="IsPrecious">Nothing committed may be lost, and an empty file is damage. Else it can be made anew at
/// any time.</param>
internal sealed record SqliteSchema(IReadOnlyList<string> Migrations, bool IsPrecious = true);

/// <summary>
/// The one opener of database files. A new one appears under its name only when it is whole, so that many processes
/// may come at once, and an empty or half file is damage that is never filled silently.
/// </summary>
internal static class SqliteFile
{
    private const int PatienceSeconds = 30;

    public static SqliteConnection Open(string path, SqliteSchema schema)
    {
        try
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            if (!File.Exists(path))
            {
                Make(path, schema);
            }

            if (new FileInfo(path).Length == 0 && schema.IsPrecious)
            {
                throw new LeadOpsException(Failure.Portal, Damaged(path));
            }

            var connection = Connect(path, schema);
            try
            {
                Migrate(connection, path, schema, isNew: !schema.IsPrecious);
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

    /// <summary>Several processes may make it at the same time; the first one's stays.</summary>
    private static void Make(string path, SqliteSchema schema)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            PrivateFile.Create(temporary).Dispose();
            using (var connection = Connect(temporary, schema))
            {
                Migrate(connection, temporary, schema, isNew: true);
                // Closing would do the same, but on a full disk without a word.
                Execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
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

    private static SqliteConnection Connect(string path, SqliteSchema schema)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Pooling = false,
                Mode = SqliteOpenMode.ReadWrite,
                DefaultTimeout = PatienceSeconds,
            }.ToString()
        );
        try
        {
            connection.Open();
            Execute(connection, $"PRAGMA busy_timeout={PatienceSeconds * 1000}");
            Execute(
                connection,
                $"PRAGMA journal_mode=WAL; PRAGMA synchronous={(schema.IsPrecious ? "FULL" : "NORMAL")};"
            );
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection, string path, SqliteSchema schema, bool isNew)
    {
        var version = VersionOf(connection);
        if (version == 0 && !isNew)
        {
            throw new LeadOpsException(Failure.Portal, Damaged(path));
        }

        if (version > schema.Migrations.Count)
        {
            throw new LeadOpsException(Failure.Invalid, $"`{path}` was written by a newer LeadOps. Update LeadOps.");
        }

        if (version == schema.Migrations.Count)
        {
            return;
        }

        // Two processes may come with the same news: the version is asked again inside the transaction.
        using var transaction = connection.BeginTransaction();
        for (var i = VersionOf(connection); i < schema.Migrations.Count; i++)
        {
            Execute(connection, $"{schema.Migrations[i]}; PRAGMA user_version = {i + 1};");
        }

        transaction.Commit();
    }

    private static int VersionOf(SqliteConnection connection) =>
        Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), CultureInfo.InvariantCulture);

    public static LeadOpsException Explained(string path, Exception problem) =>
        new(
            Failure.Portal,
            problem switch
            {
                SqliteException { SqliteErrorCode: 5 or 6 } =>
                    $"`{path}` is locked by another program. Wait for it to end, then try again.",
                // Our own statements are right, so an error in them is one of the file's tables.
                SqliteException { SqliteErrorCode: 1 or 11 or 26 } => Damaged(path),
                SqliteException { SqliteErrorCode: 13 } =>
                    $"The disk is full; `{path}` could not be written. Make room, then run the command again.",
                SqliteException { SqliteErrorCode: 10 } =>
                    $"`{path}` could not be read or written (disk full, quota, or a broken disk). "
                        + "Make room or repair it, then run the command again.",
                SqliteException { SqliteErrorCode: 8 or 14 } or UnauthorizedAccessException =>
                    $"`{path}` may not be written. Correct the rights of the file and its folder, "
                        + "then run the command again.",
                _ => $"`{path}` cannot be used: {problem.Message}",
            },
            problem
        );

    private static string Damaged(string path) =>
        $"`{path}` is damaged. Keep a copy, move it away and restore it from a backup; "
        + "LeadOps never replaces it by an empty one.";

    public static int Execute(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar();
    }

    public static List<T> Rows<T>(
        SqliteConnection connection,
        string sql,
        Func<SqliteDataReader, T> read,
        params (string Name, object? Value)[] values
    )
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        return StoredRecord.Read(reader, _ => $"`{connection.DataSource}`", rows => All(rows, read));
    }

    private static List<T> All<T>(SqliteDataReader rows, Func<SqliteDataReader, T> read)
    {
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    private static SqliteCommand Command(
        SqliteConnection connection,
        string sql,
        params (string Name, object? Value)[] values
    )
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }
}
