namespace LeadOps.LocalPortal.Limits;

/// <summary>Each request adds one drop; above the threshold requests are refused until enough has drained.</summary>
internal sealed class LeakyBucket(PortalTariff tariff, TimeProvider clock)
{
    private readonly (double Drain, int Capacity) rate = tariff switch
    {
        PortalTariff.Enterprise => (5, 250),
        PortalTariff.Standard => (2, 50),
        _ => (0, 0),
    };

    private double level;
    private DateTimeOffset last = clock.GetUtcNow();

    public bool TryAdd()
    {
        if (tariff == PortalTariff.None)
        {
            return true;
        }

        var now = clock.GetUtcNow();
        level = Math.Max(0, level - ((now - last).TotalSeconds * rate.Drain));
        last = now;
        if (level >= rate.Capacity)
        {
            return false;
        }

        level++;
        return true;
    }
}
