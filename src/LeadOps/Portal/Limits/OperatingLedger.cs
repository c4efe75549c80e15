namespace LeadOps.Portal.Limits;

/// <summary>What the portal last said about the working time of each method, and until when a method must rest.</summary>
internal sealed class OperatingLedger(double limit, TimeProvider clock)
{
    private readonly Dictionary<string, (double Seconds, DateTimeOffset ResetAt)> last = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    public void Note(string method, double operating, long resetAt)
    {
        lock (gate)
        {
            last[method] = (operating, DateTimeOffset.FromUnixTimeSeconds(resetAt));
        }
    }

    /// <summary>The portal refused; rest until the oldest minute leaves its window, or ten minutes when it did not say.</summary>
    public void Exhausted(string method)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var resetAt = last.TryGetValue(method, out var noted) && noted.ResetAt > now ? noted.ResetAt : now.AddSeconds(60);
            last[method] = (limit, resetAt);
        }
    }

    public (DateTimeOffset Until, string Method)? RestNeeded(IEnumerable<string> methods)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            foreach (var method in methods)
            {
                if (last.TryGetValue(method, out var noted) && noted.Seconds >= limit * 0.95 && noted.ResetAt > now)
                {
                    return (noted.ResetAt.AddSeconds(1), method);
                }
            }

            return null;
        }
    }
}
