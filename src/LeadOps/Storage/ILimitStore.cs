namespace LeadOps.Storage;

/// <summary>How fast a bucket drains, and how much it holds.</summary>
public sealed record BucketSize(double PerSecond, int Burst);

/// <summary>Operating time of a method, and how long until its oldest minute leaves the window.</summary>
public sealed record OperatingRow(string Method, double Seconds, TimeSpan Remaining);

/// <summary>
/// The portal's limits as everybody who shares the store uses them up together; times are by the store's clock.
/// </summary>
public interface ILimitStore
{
    /// <summary>Takes room in the bucket, one drop for a request; how long to wait before sending.</summary>
    TimeSpan Take(string host, BucketSize size, double drops);

    /// <summary>The portal refused a request: the bucket counts as full until the pause is over.</summary>
    void Overflow(string host, BucketSize size, TimeSpan pause);

    void Note(string credential, OperatingRow row);

    IReadOnlyList<OperatingRow> Operating(string credential);
}
