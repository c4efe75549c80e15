using System.Security.Cryptography;
using System.Text;
using LeadOps.Storage;
using Microsoft.Data.Sqlite;

namespace LeadOps.Portal.Limits;

/// <summary>
/// What the portal last said about the working time of each method, and until when a method must rest. Kept per
/// credential for all processes of this machine, so that a second run or a resume does not walk into the same limit.
/// </summary>
internal sealed class OperatingLedger : IDisposable
{
    private readonly Dictionary<string, (double Seconds, double Step)> last = new(StringComparer.Ordinal);
    private readonly SqliteConnection connection;
    private readonly string credential;
    private readonly double limit;
    private readonly TimeProvider clock;

    public OperatingLedger(PortalSettings settings, TimeProvider clock)
    {
        limit = settings.OperatingLimit;
        this.clock = clock;
        credential = Convert.ToHexString(
            SHA256.HashData(Encoding.UTF8.GetBytes(settings.Url.AbsoluteUri + settings.OAuth?.ClientId))
        );
        connection = StateDatabase.Open(settings.StateFolder, "limits.db");
        StateDatabase.Execute(
            connection,
            "CREATE TABLE IF NOT EXISTS operating (credential TEXT, method TEXT, seconds REAL NOT NULL, reset_at INTEGER NOT NULL, PRIMARY KEY (credential, method))"
        );
    }

    public void Note(string method, double operating, long resetAt)
    {
        lock (connection)
        {
            var before = last.GetValueOrDefault(method);
            last[method] = (operating, Math.Max(before.Step * 0.9, operating - before.Seconds));

            // Far from the limit nobody needs to know; most portals never come near it.
            if (Math.Max(operating, before.Seconds) >= limit / 2)
            {
                Write(method, operating, resetAt);
            }
        }
    }

    /// <summary>The portal refused; rest until the oldest minute leaves its window, or a minute when it did not say.</summary>
    public void Exhausted(string method)
    {
        lock (connection)
        {
            var now = clock.GetUtcNow().ToUnixTimeSeconds();
            var known = Read(method)?.ResetAt ?? 0;
            last[method] = (limit, last.GetValueOrDefault(method).Step);
            Write(method, limit, known > now ? known : now + 60);
        }
    }

    /// <summary>How long to rest before a request with so many calls of each method.</summary>
    public (DateTimeOffset Until, string Method)? RestNeeded(IEnumerable<KeyValuePair<string, int>> methods)
    {
        lock (connection)
        {
            var now = clock.GetUtcNow();
            foreach (var (method, calls) in methods)
            {
                if (
                    Read(method) is { } noted
                    && noted.Seconds >= limit - Reserve(method, calls)
                    && noted.ResetAt > now.ToUnixTimeSeconds()
                )
                {
                    return (DateTimeOffset.FromUnixTimeSeconds(noted.ResetAt + 1), method);
                }
            }

            return null;
        }
    }

    public void Dispose() => connection.Dispose();

    /// <summary>Room for one more request, each of its calls as dear as the dearest of late.</summary>
    private double Reserve(string method, int calls) =>
        Math.Clamp(calls * last.GetValueOrDefault(method).Step, limit * 0.05, limit * 0.3);

    private void Write(string method, double seconds, long resetAt) =>
        StateDatabase.Execute(
            connection,
            "INSERT OR REPLACE INTO operating (credential, method, seconds, reset_at) VALUES ($credential, $method, $seconds, $reset)",
            ("$credential", credential),
            ("$method", method),
            ("$seconds", seconds),
            ("$reset", resetAt)
        );

    private (double Seconds, long ResetAt)? Read(string method)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT seconds, reset_at FROM operating WHERE credential = $credential AND method = $method";
        command.Parameters.AddWithValue("$credential", credential);
        command.Parameters.AddWithValue("$method", method);
        using var reader = command.ExecuteReader();
        return reader.Read() ? (reader.GetDouble(0), reader.GetInt64(1)) : null;
    }
}
