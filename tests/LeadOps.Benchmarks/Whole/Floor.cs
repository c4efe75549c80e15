namespace LeadOps.Benchmarks.Whole;

/// <summary>
/// What no client can go below: the fewest requests, and the seconds that limits and latency take for them.
/// </summary>
internal sealed record Floor(int Requests, double Seconds)
{
    private const int Page = 50;
    private const int Batch = 50;

    /// <summary>Writes that share a request with their read-back and the pre-read of the next ones.</summary>
    private const int Writes = 48;

    /// <summary>So many requests may be in flight.</summary>
    private const int SideBySide = 10;

    /// <summary>One request for the portal's facts, then full batches of pages.</summary>
    public static Floor OfReading(int leads, PortalPace pace)
    {
        var pages = Ceiling(leads, Page);
        var requests = 1 + Ceiling(pages, Batch);
        return new Floor(requests, Math.Max(Limits(requests, pace), pace.Request + (pages * pace.Page / SideBySide)));
    }

    /// <summary>Reading, then every write verified.</summary>
    public static Floor OfUpdating(int leads, PortalPace pace)
    {
        var requests = OfReading(leads, pace).Requests + Ceiling(leads, Writes);
        return new Floor(requests, Limits(requests, pace) + pace.Request);
    }

    private static double Limits(int requests, PortalPace pace) =>
        pace.PerSecond > 0 ? Math.Max(0, requests - pace.Burst) / pace.PerSecond : 0;

    private static int Ceiling(int count, int size) => (count + size - 1) / size;
}
