namespace LeadOps.Storage;

/// <summary>
/// The arithmetic of a leaky bucket. One drop is kept free, because the portal's clock and ours never agree exactly.
/// </summary>
internal static class BucketLevel
{
    public static double Drained(double level, double seconds, BucketSize size) =>
        Math.Max(0, level - (Math.Max(0, seconds) * size.PerSecond));

    public static double Full(BucketSize size, TimeSpan pause) =>
        size.Burst - 1 + (pause.TotalSeconds * size.PerSecond);

    public static TimeSpan Wait(double level, BucketSize size) =>
        level - (size.Burst - 1) is > 0 and var over ? TimeSpan.FromSeconds(over / size.PerSecond) : TimeSpan.Zero;
}
