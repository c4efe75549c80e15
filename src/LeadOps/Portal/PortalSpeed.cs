namespace LeadOps.Portal;

/// <summary>A request that was answered: how many calls it held, and how long the answer took.</summary>
/// <param name="Reported">How long the portal says that it worked.</param>
internal readonly record struct TimedRequest(int Calls, double Seconds, double Reported = 0)
{
    /// <summary>On its way, or work that the portal does not speak of.</summary>
    public double Unexplained => Math.Max(0, Seconds - Reported);
}

/// <summary>
/// What the requests of a session have taken, so that whoever sends many knows how many to keep in flight.
/// </summary>
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

    public void Note(TimedRequest request)
    {
        lock (gate)
        {
            latest = request;
            least = Math.Min(least ?? double.MaxValue, request.Seconds);
        }
    }
}
