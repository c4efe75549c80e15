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

    /// <summary>
    /// Hangfire locks a job for the moment in which its state changes. A connection that breaks then leaves a row
    /// behind, and the job waits until that row is so old.
    /// </summary>
    private static readonly TimeSpan LockLeftBehindAfter = TimeSpan.FromSeconds(30);

    public static JobStorage Open(PostgresAddress address)
    {
        var schema = $"{address.Schema}_jobs";
        return address.Beside(
            schema,
            () =>
                new PostgreSqlStorage(
                    new Connections(address),
                    new PostgreSqlStorageOptions
                    {
                        SchemaName = schema,
                        InvisibilityTimeout = TakenOverAfter,
                        UseSlidingInvisibilityTimeout = true,
                        DistributedLockTimeout = LockLeftBehindAfter,
                        QueuePollInterval = TimeSpan.FromSeconds(1),
                        PrepareSchemaIfNecessary = true,
                    }
                )
        );
    }

    private sealed class Connections(PostgresAddress address) : IConnectionFactory
    {
        public NpgsqlConnection GetOrCreateConnection() => address.Connect();
    }
}
