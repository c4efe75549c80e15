using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>Commands with numbered parameters.</summary>
internal static class Sql
{
    public static int Execute(NpgsqlConnection connection, string sql, params object?[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteNonQuery();
    }

    public static object? Scalar(NpgsqlConnection connection, string sql, params object?[] values)
    {
        using var command = Command(connection, sql, values);
        return command.ExecuteScalar() is var value and not DBNull ? value : null;
    }

    public static List<T> Rows<T>(
        NpgsqlConnection connection,
        string sql,
        Func<NpgsqlDataReader, T> read,
        params object?[] values
    )
    {
        using var command = Command(connection, sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public static NpgsqlBatchCommand Part(string sql, params object?[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        values.ToList().ForEach(value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    /// <summary>All in one round trip and one commit.</summary>
    public static void Together(NpgsqlConnection connection, params IEnumerable<NpgsqlBatchCommand> parts)
    {
        using var batch = new NpgsqlBatch(connection);
        parts.ToList().ForEach(batch.BatchCommands.Add);
        batch.ExecuteNonQuery();
    }

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static DateTimeOffset Moment(NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        values.ToList().ForEach(value => command.Parameters.Add(Parameter(value)));
        return command;
    }

    private static NpgsqlParameter Parameter(object? value) =>
        new()
        {
            Value = value switch
            {
                null => DBNull.Value,
                DateTimeOffset moment => moment.ToUniversalTime(),
                _ => value,
            },
        };
}
