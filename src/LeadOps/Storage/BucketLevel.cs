namespace LeadOps.Storage;

/// <summary>
/// The arithmetic of a leaky bucket. A little is kept free, because requests that leave evenly do not arrive so.
/// </summary>
internal static class BucketLevel
{
    private static readonly TimeSpan Unevenness = TimeSpan.FromSeconds(0.1);

    public static double Drained(double level, double seconds, BucketSize size) =>
        Math.Max(0, level - (Math.Max(0, seconds) * size.PerSecond));

    public static double Full(BucketSize size, TimeSpan pause) => Usable(size) + (pause.TotalSeconds * size.PerSecond);

    public static TimeSpan Wait(double level, BucketSize size) =>
        level - Usable(size) is > 0 and var over ? TimeSpan.FromSeconds(over / size.PerSecond) : TimeSpan.Zero;

    private static double Usable(BucketSize size) => size.Burst - (Unevenness.TotalSeconds * size.PerSecond);
}
