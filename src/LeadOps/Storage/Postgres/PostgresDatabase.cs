using System.Diagnostics;
using System.Security.Authentication;
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
            ? state.StartsWith("08", StringComparison.Ordinal)
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
        : IsPassing(problem) ? new StateLostException(Unreachable(problem), problem)
        : new LeadOpsException(
            Failure.Portal,
            problem switch
            {
                PostgresException { SqlState: "28P01" } =>
                    $"The state ({address.Description}) refuses the user or the password. Check `state.postgres`.",
                PostgresException { SqlState: "28000" } denied =>
                    $"The state ({address.Description}) does not let this machine in: {denied.MessageText}. "
                        + "Check the user and the TLS mode in `state.postgres`, and pg_hba.conf on the server.",
                PostgresException { SqlState: "3D000" } =>
                    $"The state ({address.Description}) has no such database. Create it, or correct `state.postgres`.",
                PostgresException { SqlState: "42501" } denied =>
                    $"The state ({address.Description}) does not allow it: {denied.MessageText}. "
                        + "Grant the user CREATE on the database, or create the schema for the user.",
                PostgresException { SqlState: "53100" } =>
                    $"The disk of the state ({address.Description}) is full. Make room, then run the command again.",
                PostgresException other => $"The state ({address.Description}) reports an error: "
                    + $"{PostgresAddress.Mask(other.MessageText)} ({other.SqlState}).",
                { InnerException: AuthenticationException } =>
                    $"The certificate of the state ({address.Description}) is not trusted, or it is for "
                        + "another host name. Check the root certificate and the host in `state.postgres`.",
                _ => Unreachable(problem),
            },
            problem
        );

    private string Unreachable(NpgsqlException problem)
    {
        var why = PostgresAddress.Mask(problem.InnerException?.Message ?? problem.Message).TrimEnd('.');
        return $"The state ({address.Description}) cannot be reached: {why}. "
            + "Check that the server runs and that this machine may connect.";
    }

    public void Dispose() => source.Dispose();
}
