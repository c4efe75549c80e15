namespace LeadOps.LocalPortal.Limits;

/// <summary>Working time per credential and method over the last ten minutes, in buckets of one minute.</summary>
internal sealed class OperatingBudget(TimeProvider clock, double limit)
{
    private readonly Dictionary<(string Credential, string Method), SortedDictionary<long, double>> spent = [];

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>Uses up what one credential has for a method; the others go on.</summary>
    public void Ban(string credential, string method) => Add(credential, method, limit + 1);

    public void Add(string credential, string method, double seconds)
    {
        var buckets = Buckets(credential, method);
        buckets[Now / 60] = buckets.GetValueOrDefault(Now / 60) + seconds;
    }

    /// <summary>The call that crosses the limit still runs.</summary>
    public bool Allows(string credential, string method) => Sum(credential, method) <= limit;

    public double Sum(string credential, string method) => Buckets(credential, method).Values.Sum();

    public double Limit => limit;

    /// <summary>What is spent now, the most first.</summary>
    public IReadOnlyList<(string Credential, string Method, double Seconds, long ResetAt)> Spent() =>
        [
            .. spent
                .Keys.ToList()
                .Select(key =>
                    (key.Credential, key.Method, Sum(key.Credential, key.Method), ResetAt(key.Credential, key.Method))
                )
                .Where(row => row.Item3 > 0)
                .OrderByDescending(row => row.Item3),
        ];

    /// <summary>When the oldest minute leaves; without any, ten minutes from now.</summary>
    public long ResetAt(string credential, string method)
    {
        var minutes = Buckets(credential, method).Keys;
        return ((minutes.Count > 0 ? minutes.First() : Now / 60) + 10) * 60;
    }

    private SortedDictionary<long, double> Buckets(string credential, string method)
    {
        var key = (credential, method.ToLowerInvariant());
        if (!spent.TryGetValue(key, out var buckets))
        {
            spent[key] = buckets = [];
        }

        while (buckets.Count > 0 && buckets.Keys.First() <= (Now / 60) - 10)
        {
            buckets.Remove(buckets.Keys.First());
        }

        return buckets;
    }
}
