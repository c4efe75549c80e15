namespace LeadOps.Portal;

/// <summary>What talking to the portal has cost in one run.</summary>
public sealed record RunStats
{
    public long HttpRequests { get; init; }

    public IReadOnlyDictionary<string, long> Calls { get; init; } =
        new SortedDictionary<string, long>(StringComparer.Ordinal);

    public long Retries { get; init; }

    public double ThrottledSeconds { get; init; }

    public IReadOnlyDictionary<string, double> OperatingSeconds { get; init; } =
        new SortedDictionary<string, double>(StringComparer.Ordinal);

    /// <summary>What two processes used for the same run.</summary>
    internal RunStats With(RunStats other) =>
        new()
        {
            HttpRequests = HttpRequests + other.HttpRequests,
            Retries = Retries + other.Retries,
            ThrottledSeconds = ThrottledSeconds + other.ThrottledSeconds,
            Calls = new SortedDictionary<string, long>(
                Calls
                    .Concat(other.Calls)
                    .GroupBy(pair => pair.Key)
                    .ToDictionary(group => group.Key, group => group.Sum(pair => pair.Value)),
                StringComparer.Ordinal
            ),
            OperatingSeconds = new SortedDictionary<string, double>(
                OperatingSeconds
                    .Concat(other.OperatingSeconds)
                    .GroupBy(pair => pair.Key)
                    .ToDictionary(group => group.Key, group => Math.Round(group.Sum(pair => pair.Value), 3)),
                StringComparer.Ordinal
            ),
        };
}
