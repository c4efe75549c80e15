using LeadOps.Storage;
using Microsoft.Data.Sqlite;

namespace LeadOps.Portal.Limits;

/// <summary>
/// The portal's leaky bucket as all LeadOps processes of this machine fill it together. One drop is kept free, because the
/// portal's clock and ours never agree exactly.
/// </summary>
internal sealed class RequestBucket : IDisposable
{
    private readonly SqliteConnection? connection;
    private readonly Tariff tariff;
    private readonly string host;
    private readonly TimeProvider clock;

    public RequestBucket(PortalSettings settings, TimeProvider clock)
    {
        tariff = settings.Tariff;
        host = settings.Url.Authority;
        this.clock = clock;
        if (tariff.PerSecond > 0)
        {
            connection = StateDatabase.Open(settings.StateFolder, "limits.db");
            StateDatabase.Execute(
                connection,
                "CREATE TABLE IF NOT EXISTS bucket (host TEXT PRIMARY KEY, level REAL NOT NULL, at REAL NOT NULL)"
            );
        }
    }

    /// <summary>Takes a place; how long to wait before sending.</summary>
    public TimeSpan Take()
    {
        if (connection is null)
        {
            return TimeSpan.Zero;
        }

        lock (connection)
        {
            using var transaction = connection.BeginTransaction();
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
            var (level, at) = Read(connection);
            level = Drained(level, at, now) + 1;
            Write(connection, level, now);
            transaction.Commit();
            var over = level - (tariff.Burst - 1);
            return over > 0 ? TimeSpan.FromSeconds(over / tariff.PerSecond) : TimeSpan.Zero;
        }
    }

    /// <summary>The portal refused a request: its bucket is fuller than ours, so ours counts as full until the pause is over.</summary>
    public void Overflowed(TimeSpan pause)
    {
        if (connection is null)
        {
            return;
        }

        lock (connection)
        {
            using var transaction = connection.BeginTransaction();
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;
            var (level, at) = Read(connection);
            var full = tariff.Burst - 1 + (pause.TotalSeconds * tariff.PerSecond);
            Write(connection, Math.Max(Drained(level, at, now), full), now);
            transaction.Commit();
        }
    }

    /// <summary>A level from the future was written before the clock was set back; it counts as written now.</summary>
    private double Drained(double level, double at, double now) =>
        Math.Max(0, level - (Math.Max(0, now - at) * tariff.PerSecond));

    private void Write(SqliteConnection open, double level, double at) =>
        StateDatabase.Execute(
            open,
            "INSERT OR REPLACE INTO bucket (host, level, at) VALUES ($host, $level, $at)",
            ("$host", host),
            ("$level", level),
            ("$at", at)
        );

    private (double Level, double At) Read(SqliteConnection open)
    {
        using var command = open.CreateCommand();
        command.CommandText = "SELECT level, at FROM bucket WHERE host = $host";
        command.Parameters.AddWithValue("$host", host);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetDouble(0), reader.GetDouble(1)) : (0, 0);
    }

    public void Dispose() => connection?.Dispose();
}
