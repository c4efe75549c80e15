namespace LeadOps.LocalPortal.Limits;

/// <summary>Working time per method over the last ten minutes, in buckets of one minute.</summary>
internal sealed class OperatingBudget(TimeProvider clock)
{
    public const double LimitSeconds = 480;

    private readonly Dictionary<string, SortedDictionary<long, double>> spent = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> banned = new(StringComparer.OrdinalIgnoreCase);

    private long Minute => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    public void Ban(string method)
    {
        banned.Add(method);
        Add(method, LimitSeconds + 1);
    }

    public void Add(string method, double seconds)
    {
        var buckets = Buckets(method);
        buckets[Minute] = buckets.GetValueOrDefault(Minute) + seconds;
    }

    public bool Allows(string method)
    {
        if (!banned.Contains(method) && !spent.ContainsKey(method))
        {
            return true;
        }

        return Sum(method) <= LimitSeconds;
    }

    public double Sum(string method) => Buckets(method).Values.Sum();

    public long ResetAt(string method) => Buckets(method) is { Count: > 0 } buckets ? (buckets.Keys.First() + 10) * 60 : clock.GetUtcNow().ToUnixTimeSeconds() + 600;

    private SortedDictionary<long, double> Buckets(string method)
    {
        if (!spent.TryGetValue(method, out var buckets))
        {
            spent[method] = buckets = [];
        }

        while (buckets.Count > 0 && buckets.Keys.First() <= Minute - 10)
        {
            buckets.Remove(buckets.Keys.First());
        }

        return buckets;
    }
}
