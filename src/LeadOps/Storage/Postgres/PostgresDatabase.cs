using System.Diagnostics;
using LeadOps.Diagnostics;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>
/// The one way to the shared database. What is asked of it may be repeated, so a server that restarts is waited for;
/// one that stays away ends the command with a message.
/// </summary>
internal sealed class PostgresDatabase(PostgresAddress address) : IDisposable
{
    /// <summary>A writer finds that its lease is another's.</summary>
    public const string LeaseLost = "LO001";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly NpgsqlDataSource source = NpgsqlDataSource.Create(address.Connection);
    private readonly Lock gate = new();
    private volatile bool isDown;
    private bool isReady;

    public string Schema => address.Schema;

    /// <summary>One connection for a piece of work that may be done twice.</summary>
    public T Run<T>(Func<NpgsqlConnection, T> work)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = source.OpenConnection();
                Prepare(connection);
                var answer = work(connection);
                isDown = false;
                return answer;
            }
            catch (NpgsqlException problem) when (IsPassing(problem) && !isDown && waited.Elapsed < Patience)
            {
                // Nothing tells when a server is back, and what is to be noted must be noted before the caller goes on.
                Thread.Sleep(Pause);
            }
            catch (NpgsqlException problem)
            {
                isDown |= IsPassing(problem);
                throw Explained(problem);
            }
        }
    }

    public void Run(Action<NpgsqlConnection> work) =>
        Run(connection =>
        {
            work(connection);
            return true;
        });

    /// <summary>One commit.</summary>
    public T Commit<T>(Func<NpgsqlConnection, T> work) =>
        Run(connection =>
        {
            using var transaction = connection.BeginTransaction();
            var answer = work(connection);
            transaction.Commit();
            return answer;
        });

    /// <summary>Who begins something long hears at once that nothing could be noted.</summary>
    public void RequireWritable() =>
        Run(connection =>
        {
            foreach (
                var (state, isMissing) in Sql.Rows(
                    connection,
                    """
                    SELECT '25006', current_setting('transaction_read_only')::boolean
                    UNION ALL
                    SELECT '42501', bool_or(NOT (has_table_privilege(oid, 'INSERT')
                        AND has_table_privilege(oid, 'UPDATE') AND has_table_privilege(oid, 'DELETE')))
                    FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r'
                    """,
                    row => (row.GetString(0), row.GetBoolean(1)),
                    address.Schema
                )
            )
            {
                if (isMissing)
                {
                    throw new LeadOpsException(Failure.Portal, PostgresProblems.Text(address, state));
                }
            }
        });

    /// <summary>A connection of one's own, for a lock that lives as long as it.</summary>
    public NpgsqlConnection Open()
    {
        Run(_ => { });
        try
        {
            return source.OpenConnection();
        }
        catch (NpgsqlException problem)
        {
            throw Explained(problem);
        }
    }

    public static bool IsPassing(NpgsqlException problem) =>
        problem is PostgresException { SqlState: var state }
            ? (state.StartsWith("08", StringComparison.Ordinal) && state != PostgresProblems.NotUnderstood)
                || state.StartsWith("57P", StringComparison.Ordinal)
                || state is "40001" or "40P01" or "53300"
            : problem.IsTransient
                || problem.InnerException is IOException or TimeoutException or System.Net.Sockets.SocketException;

    private void Prepare(NpgsqlConnection connection)
    {
        lock (gate)
        {
            if (!isReady)
            {
                PostgresSchema.Ensure(connection, address.Schema);
                isReady = true;
            }
        }
    }

    private LeadOpsException Explained(NpgsqlException problem) =>
        problem is PostgresException { SqlState: LeaseLost } lost ? LeaseClaims.Lost(lost.MessageText)
        : IsPassing(problem) ? new StateLostException(PostgresProblems.Text(address, problem), problem)
        : new LeadOpsException(Failure.Portal, PostgresProblems.Text(address, problem), problem);

    public void Dispose() => source.Dispose();
}
