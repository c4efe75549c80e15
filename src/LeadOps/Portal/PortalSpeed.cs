namespace LeadOps.Portal;

/// <summary>A request that was answered: how many calls it held, and how long the answer took.</summary>
internal readonly record struct TimedRequest(int Calls, double Seconds);

/// <summary>What the requests of a session have taken, so that whoever sends many knows how many to keep in flight.</summary>
internal sealed class PortalSpeed
{
    private readonly Lock gate = new();
    private TimedRequest? latest;
    private double? least;

    public TimedRequest? Latest
    {
        get
        {
            lock (gate)
            {
                return latest;
            }
        }
    }

    /// <summary>The shortest time in which any request was answered: what each one takes at least.</summary>
    public double? LeastSeconds
    {
        get
        {
            lock (gate)
            {
                return least;
            }
        }
    }

    public void Note(int calls, TimeSpan took)
    {
        lock (gate)
        {
            latest = new TimedRequest(calls, took.TotalSeconds);
            least = Math.Min(least ?? double.MaxValue, took.TotalSeconds);
        }
    }
}
