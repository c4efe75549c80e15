using System.Collections.Concurrent;

namespace LeadOps.Portal;

/// <summary>Counts what one session did. Safe to use from several lanes.</summary>
public sealed class PortalStats
{
    private readonly ConcurrentDictionary<string, long> calls = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, double> operating = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private long httpRequests;
    private long retries;
    private double throttledSeconds;

    public PortalFigures Snapshot()
    {
        lock (gate)
        {
            return new PortalFigures(
                httpRequests,
                new SortedDictionary<string, long>(calls, StringComparer.Ordinal),
                retries,
                throttledSeconds,
                new SortedDictionary<string, double>(operating, StringComparer.Ordinal));
        }
    }

    internal void CountRequest(IEnumerable<string> methods)
    {
        Interlocked.Increment(ref httpRequests);
        foreach (var method in methods)
        {
            calls.AddOrUpdate(method, 1, static (_, count) => count + 1);
        }
    }

    internal void CountRetry() => Interlocked.Increment(ref retries);

    internal void AddThrottled(TimeSpan waited)
    {
        lock (gate)
        {
            throttledSeconds += waited.TotalSeconds;
        }
    }

    internal void AddOperating(string method, double seconds) =>
        operating.AddOrUpdate(method, seconds, (_, sum) => sum + seconds);
}

/// <summary>The figures of a session at one moment, named as in the run report.</summary>
public sealed record PortalFigures(
    long HttpRequests,
    IReadOnlyDictionary<string, long> Calls,
    long Retries,
    double ThrottledSeconds,
    IReadOnlyDictionary<string, double> OperatingSeconds);
