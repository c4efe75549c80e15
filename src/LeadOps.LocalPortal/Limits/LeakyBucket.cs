namespace LeadOps.LocalPortal.Limits;

/// <summary>
/// Each request of a source address adds one drop; above the threshold its requests are refused until enough has
/// drained.
/// </summary>
internal sealed class LeakyBucket(PortalTariff tariff, TimeProvider clock)
{
    private readonly (double Drain, int Capacity) rate = tariff switch
    {
        PortalTariff.Enterprise => (5, 250),
        PortalTariff.Standard => (2, 50),
        _ => (0, 0),
    };

    private readonly Dictionary<string, (double Level, DateTimeOffset At)> buckets = new(StringComparer.Ordinal);

    /// <summary>0 when nothing is limited.</summary>
    public int Capacity => rate.Capacity;

    public double Drain => rate.Drain;

    /// <summary>Of the address that is nearest to the threshold.</summary>
    public double Level() => buckets.Count == 0 ? 0 : buckets.Values.Max(Now);

    public bool TryAdd(string address)
    {
        if (tariff == PortalTariff.None)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var level = Now(buckets.GetValueOrDefault(address, (0, now)));
        var isAllowed = level < rate.Capacity;
        buckets[address] = (isAllowed ? level + 1 : level, now);
        return isAllowed;
    }

    private double Now((double Level, DateTimeOffset At) bucket) =>
        Math.Max(0, bucket.Level - ((clock.GetUtcNow() - bucket.At).TotalSeconds * rate.Drain));
}
