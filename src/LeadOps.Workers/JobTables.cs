using Hangfire;
using Hangfire.PostgreSql;
using LeadOps.Storage.Postgres;
using Npgsql;

namespace LeadOps.Workers;

/// <summary>Hangfire's tables: beside the state, in a schema of their own.</summary>
internal static class JobTables
{
    /// <summary>A job that nobody confirmed for so long is given to another worker.</summary>
    private static readonly TimeSpan TakenOverAfter = TimeSpan.FromSeconds(30);

    public static JobStorage Open(PostgresAddress address) =>
        new PostgreSqlStorage(
            new Connections(address),
            new PostgreSqlStorageOptions
            {
                SchemaName = $"{address.Schema}_jobs",
                InvisibilityTimeout = TakenOverAfter,
                UseSlidingInvisibilityTimeout = true,
                QueuePollInterval = TimeSpan.FromSeconds(1),
                PrepareSchemaIfNecessary = true,
            }
        );

    private sealed class Connections(PostgresAddress address) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => address.Connect();
    }
}
