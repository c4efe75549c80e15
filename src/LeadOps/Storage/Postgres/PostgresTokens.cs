using LeadOps.Diagnostics;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>Sealed tokens; the lock on one lives and dies with its connection.</summary>
internal sealed class PostgresTokens(PostgresDatabase database) : ITokenStore
{
    public async Task<ITokenSlot> HoldAsync(string name, CancellationToken cancellationToken)
    {
        var connection = database.Open();
        try
        {
            await using var command = new NpgsqlCommand("SELECT pg_advisory_lock(hashtextextended($1, 0))", connection)
            {
                CommandTimeout = 60,
                Parameters = { new NpgsqlParameter { Value = $"leadops {database.Schema} token {name}" } },
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return new Slot(connection, name);
        }
        catch (NpgsqlException problem)
        {
            await connection.DisposeAsync();
            throw new LeadOpsException(
                Failure.Portal,
                "The tokens in the shared state cannot be read: " + PostgresAddress.Mask(problem.Message),
                problem
            );
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private sealed class Slot(NpgsqlConnection connection, string name) : ITokenSlot
    {
        public byte[]? Read() => Sql.Scalar(connection, "SELECT content FROM token WHERE name = $1", name) as byte[];

        public void Write(byte[] content) =>
            Sql.Execute(
                connection,
                "INSERT INTO token VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET content = excluded.content",
                name,
                content
            );

        public async ValueTask DisposeAsync()
        {
            try
            {
                Sql.Execute(connection, "SELECT pg_advisory_unlock_all()");
            }
            catch (NpgsqlException)
            {
                // The lock ended with the connection.
            }

            await connection.DisposeAsync();
        }
    }
}
