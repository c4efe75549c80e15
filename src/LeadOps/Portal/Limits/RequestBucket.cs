using LeadOps.Storage;

namespace LeadOps.Portal.Limits;

/// <summary>The portal's leaky bucket, as everybody who shares the state fills it together.</summary>
internal sealed class RequestBucket(PortalSettings settings, ILimitStore store)
{
    private readonly BucketSize? size =
        settings.Tariff.PerSecond > 0 ? new BucketSize(settings.Tariff.PerSecond, settings.Tariff.Burst) : null;

    /// <summary>Takes a place; how long to wait before sending.</summary>
    public TimeSpan Take() => size is null ? TimeSpan.Zero : store.Take(settings.Url.Authority, size, drops: 1);

    /// <summary>The first request did not drain from the portal's bucket while it was still connecting.</summary>
    public void LeftLate(TimeSpan late)
    {
        if (size is not null)
        {
            store.Take(settings.Url.Authority, size, Math.Min(1, late.TotalSeconds * size.PerSecond));
        }
    }

    /// <summary>
    /// The portal refused a request: its bucket is fuller than ours, so ours counts as full until the pause is over.
    /// </summary>
    public void Overflowed(TimeSpan pause)
    {
        if (size is not null)
        {
            store.Overflow(settings.Url.Authority, size, pause);
        }
    }
}
