using LeadOps.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage;

/// <summary>Small databases that all processes of this machine share.</summary>
internal static class StateDatabase
{
    public static SqliteConnection Open(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(
                    folder,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                );
            }

            var connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource = path,
                    Pooling = false,
                    DefaultTimeout = 20,
                }.ToString()
            );
            connection.Open();
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            Execute(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;");
            return connection;
        }
        catch (Exception problem) when (problem is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"The state file `{path}` cannot be used: {problem.Message} Move it away, or set XDG_STATE_HOME to a folder that may be written.",
                problem
            );
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
