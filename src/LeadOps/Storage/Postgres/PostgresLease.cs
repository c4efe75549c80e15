using LeadOps.Diagnostics;

namespace LeadOps.Storage.Postgres;

/// <summary>
/// The right of this process to write to one portal, renewed by a heartbeat and by every commit of its run.
/// </summary>
internal sealed class PostgresLease : ILease
{
    private static readonly TimeSpan Beats = TimeSpan.FromSeconds(10);

    private readonly PostgresDatabase database;
    private readonly CancellationTokenSource lost = new();
    private readonly ITimer timer;
    private readonly Lock beating = new();
    private bool isReleased;

    public PostgresLease(PostgresDatabase database, string portal, long token, TimeProvider clock)
    {
        (this.database, Portal, Token) = (database, portal, token);
        timer = clock.CreateTimer(_ => Beat(), null, Beats, Beats);
    }

    public string Portal { get; }

    public long Token { get; }

    public CancellationToken Lost => lost.Token;

    public void Begin(string run) =>
        database.Commit(connection =>
        {
            Sql.Execute(connection, "SELECT fence($1, $2)", Portal, Token);
            return Sql.Execute(connection, "UPDATE lease SET run = $2 WHERE portal = $1", Portal, run);
        });

    /// <summary>
    /// The commits themselves are made against the token; this only spares one that would be refused.
    /// </summary>
    public void Confirm()
    {
        if (lost.IsCancellationRequested)
        {
            throw LeaseClaims.Lost(Portal);
        }
    }

    public void Dispose()
    {
        timer.Dispose();
        lock (beating)
        {
            isReleased = true;
        }

        try
        {
            database.Run(connection =>
                Sql.Execute(connection, "UPDATE lease SET held = false WHERE portal = $1 AND token = $2", Portal, Token)
            );
        }
        catch (LeadOpsException)
        {
            // It is stale after a minute.
        }

        lost.Dispose();
    }

    private void Beat()
    {
        lock (beating)
        {
            if (isReleased)
            {
                return;
            }

            try
            {
                database.Run(connection => Sql.Execute(connection, "SELECT fence($1, $2)", Portal, Token));
            }
            catch (LeadOpsException problem) when (problem.Failure == Failure.Refused)
            {
                lost.Cancel();
            }
            catch (Exception problem) when (problem is LeadOpsException or ObjectDisposedException)
            {
                // The next beat tries again; without the database no commit is made either.
            }
        }
    }
}
