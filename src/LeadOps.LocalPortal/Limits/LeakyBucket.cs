namespace LeadOps.LocalPortal.Limits;

/// <summary>Each request of a source address adds one drop; above the threshold its requests are refused until enough has drained.</summary>
internal sealed class LeakyBucket(PortalTariff tariff, TimeProvider clock)
{
    private readonly (double Drain, int Capacity) rate = tariff switch
    {
        PortalTariff.Enterprise => (5, 250),
        PortalTariff.Standard => (2, 50),
        _ => (0, 0),
    };

    private readonly Dictionary<string, (double Level, DateTimeOffset At)> buckets = new(StringComparer.Ordinal);

    public bool TryAdd(string address)
    {
        if (tariff == PortalTariff.None)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        var (level, last) = buckets.GetValueOrDefault(address, (0, now));
        level = Math.Max(0, level - ((now - last).TotalSeconds * rate.Drain));
        var isAllowed = level < rate.Capacity;
        buckets[address] = (isAllowed ? level + 1 : level, now);
        return isAllowed;
    }
}
