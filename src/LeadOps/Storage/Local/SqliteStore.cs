using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>
/// One database file, opened when it is first needed, one caller at a time. Reading never makes the file: what is not
/// there holds nothing.
/// </summary>
internal sealed class SqliteStore(string path, SqliteSchema schema) : IDisposable
{
    private readonly Lock gate = new();
    private SqliteConnection? connection;

    public string Path => path;

    public T Read<T>(T nothing, Func<SqliteConnection, T> read)
    {
        lock (gate)
        {
            return connection is null && !File.Exists(path) ? nothing : Explained(() => read(Open()));
        }
    }

    /// <summary>One commit.</summary>
    public void Write(Action<SqliteConnection> write) =>
        Write(open =>
        {
            write(open);
            return true;
        });

    /// <summary>One commit.</summary>
    public T Write<T>(Func<SqliteConnection, T> write)
    {
        lock (gate)
        {
            return Explained(() =>
            {
                var open = Open();
                using var transaction = open.BeginTransaction();
                var answer = write(open);
                transaction.Commit();
                return answer;
            });
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            connection?.Dispose();
            connection = null;
        }
    }

    private SqliteConnection Open() => connection ??= SqliteFile.Open(path, schema);

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException problem)
        {
            throw SqliteFile.Explained(path, problem);
        }
    }
}
