using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeadOps.Storage;

/// <summary>
/// A statement that is prepared once and run for every lead: ADO.NET prepares it for each command, and looks up each
/// parameter by its name each time. Places of parameters and columns count from 0.
/// </summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly sqlite3_stmt statement;

    public PreparedStatement(SqliteConnection connection, string sql)
    {
        this.connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out statement));
    }

    /// <summary>Begins anew with these parameters.</summary>
    public void Bind(params ReadOnlySpan<byte[]> values)
    {
        Reset();
        for (var i = 0; i < values.Length; i++)
        {
            Check(raw.sqlite3_bind_blob(statement, i + 1, values[i]));
        }
    }

    /// <summary>Begins anew with the parameters of the last time, until others are set.</summary>
    public void Reset() => raw.sqlite3_reset(statement);

    public void Set(int place, long? value) =>
        Check(
            value is { } number
                ? raw.sqlite3_bind_int64(statement, place + 1, number)
                : raw.sqlite3_bind_null(statement, place + 1)
        );

    public void Set(int place, string? value) =>
        Check(
            value is null
                ? raw.sqlite3_bind_null(statement, place + 1)
                : raw.sqlite3_bind_text(statement, place + 1, value)
        );

    /// <summary>True when there is a row.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(statement);
        Check(code);
        return code == raw.SQLITE_ROW;
    }

    public byte[] Column(int place) => raw.sqlite3_column_blob(statement, place).ToArray();

    public void Dispose() => statement.Dispose();

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, connection.Handle);
}
