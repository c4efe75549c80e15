using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadOps.Storage;

/// <summary>
/// A statement that takes and gives blobs, prepared once and run for every lead: ADO.NET looks up each parameter by
/// its name each time.
/// </summary>
internal sealed class BlobStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    public BlobStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement));
    }

    /// <summary>Begins anew with these parameters.</summary>
    public void Bind(params ReadOnlySpan<byte[]> values)
    {
        raw.sqlite3_reset(statement);
        for (var i = 0; i < values.Length; i++)
        {
            Check(raw.sqlite3_bind_blob(statement, i + 1, values[i]));
        }
    }

    /// <summary>True when there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        Check(code);
        return code == raw.SQLITE_ROW;
    }

    public byte[] Column(int index) => raw.sqlite3_column_blob(statement, index).ToArray();

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}
