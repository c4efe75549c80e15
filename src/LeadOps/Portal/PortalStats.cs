using System.Collections.Concurrent;

namespace LeadOps.Portal;

/// <summary>What talking to the portal has cost so far.</summary>
public sealed class PortalStats
{
    private readonly ConcurrentDictionary<string, long> calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> operating = new(StringComparer.Ordinal);
    private long requests;
    private int inFlight;
    private long retries;
    private readonly Lock waiting = new();
    private DateTimeOffset throttledUntil;
    private long throttledMilliseconds;

    /// <summary>Requests that have left and are not answered yet.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    public RunStats Snapshot() =>
        new()
        {
            HttpRequests = Interlocked.Read(ref requests),
            Calls = new SortedDictionary<string, long>(calls, StringComparer.Ordinal),
            Retries = Interlocked.Read(ref retries),
            ThrottledSeconds = Math.Round(Interlocked.Read(ref throttledMilliseconds) / 1000.0, 3),
            OperatingSeconds = new SortedDictionary<string, double>(operating, StringComparer.Ordinal),
        };

    /// <summary>What has come on top of an earlier look.</summary>
    public RunStats Since(RunStats earlier)
    {
        var now = Snapshot();
        return new RunStats
        {
            HttpRequests = now.HttpRequests - earlier.HttpRequests,
            Calls = new SortedDictionary<string, long>(
                now.Calls.ToDictionary(pair => pair.Key, pair => pair.Value - earlier.Calls.GetValueOrDefault(pair.Key))
                    .Where(pair => pair.Value > 0)
                    .ToDictionary(),
                StringComparer.Ordinal
            ),
            Retries = now.Retries - earlier.Retries,
            ThrottledSeconds = Math.Round(now.ThrottledSeconds - earlier.ThrottledSeconds, 3),
            OperatingSeconds = new SortedDictionary<string, double>(
                now.OperatingSeconds.ToDictionary(
                        pair => pair.Key,
                        pair => Math.Round(pair.Value - earlier.OperatingSeconds.GetValueOrDefault(pair.Key), 6)
                    )
                    .Where(pair => pair.Value > 0)
                    .ToDictionary(),
                StringComparer.Ordinal
            ),
        };
    }

    internal void Answered() => Interlocked.Decrement(ref inFlight);

    internal void Request(IEnumerable<PortalCall> sent)
    {
        Interlocked.Increment(ref requests);
        Interlocked.Increment(ref inFlight);
        foreach (var (method, count) in sent.CountBy(call => call.Method))
        {
            calls.AddOrUpdate(method, count, (_, before) => before + count);
        }
    }

    internal void Retry() => Interlocked.Increment(ref retries);

    /// <summary>Several lanes that wait together wait once.</summary>
    internal void Throttled(DateTimeOffset from, DateTimeOffset to)
    {
        lock (waiting)
        {
            from = from > throttledUntil ? from : throttledUntil;
            throttledMilliseconds += Math.Max(0, (long)(to - from).TotalMilliseconds);
            throttledUntil = to > throttledUntil ? to : throttledUntil;
        }
    }

    internal void Worked(string method, double seconds) =>
        operating.AddOrUpdate(method, seconds, (_, sum) => Math.Round(sum + seconds, 6));
}
