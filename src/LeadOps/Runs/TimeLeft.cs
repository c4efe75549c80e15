using LeadOps.Portal;
using LeadOps.Portal.Limits;

namespace LeadOps.Runs;

/// <summary>What a run has used so far, and what is left of it.</summary>
/// <param name="PerSecond">Leads, of late.</param>
public sealed record RunMeter(int Done, int Left, double PerSecond)
{
    /// <summary>Of the run; the first of them only reads.</summary>
    public required long Requests { get; init; }

    /// <summary>With those of planning, which have filled the bucket as well.</summary>
    public required long SessionRequests { get; init; }

    public required TimeSpan SessionTime { get; init; }

    public required Tariff Tariff { get; init; }

    /// <summary>Seconds per method in ten minutes.</summary>
    public required double OperatingLimit { get; init; }

    public IReadOnlyDictionary<string, double> OperatingSeconds { get; init; } = new Dictionary<string, double>();
}

/// <summary>
/// How long the rest of a run takes by whatever binds: its pace of late, the request rate of the tariff once the
/// burst is spent, or the operating time that a method may use.
/// </summary>
/// <param name="Limit">Null when no limit binds.</param>
public readonly record struct TimeLeft(TimeSpan Time, string? Limit)
{
    private const double Window = 600;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(99);

    /// <summary>Null before anything is known.</summary>
    public static TimeLeft? Of(RunMeter run)
    {
        if (run.Left <= 0)
        {
            return new TimeLeft(TimeSpan.Zero, null);
        }

        (double Seconds, string? Limit)[] ways =
        [
            (run.PerSecond > 0 ? run.Left / run.PerSecond : 0, null),
            (ByTariff(run), LimitNames.Of(run.Tariff)),
            .. ByOperating(run),
        ];
        var slowest = ways.MaxBy(way => way.Seconds);
        return slowest.Seconds > 0
            ? new TimeLeft(TimeSpan.FromSeconds(Math.Min(slowest.Seconds, Longest.TotalSeconds)), slowest.Limit)
            : null;
    }

    private static double ByTariff(RunMeter run)
    {
        var tariff = run.Tariff;
        if (tariff.PerSecond <= 0 || run.Done == 0)
        {
            return 0;
        }

        var needed = run.Left * Math.Max(1.0, run.Requests - 1) / run.Done;
        var filled = Math.Max(0, run.SessionRequests - (tariff.PerSecond * run.SessionTime.TotalSeconds));
        return (needed - Math.Max(0, tariff.Burst - filled)) / tariff.PerSecond;
    }

    private static IEnumerable<(double, string?)> ByOperating(RunMeter run) =>
        run.Done == 0 || run.OperatingLimit <= 0
            ? []
            : run.OperatingSeconds.Select(method =>
            {
                var used = method.Value * Math.Min(1, Window / Math.Max(1, run.SessionTime.TotalSeconds));
                var needed = method.Value / run.Done * run.Left;
                var free = Math.Max(0, run.OperatingLimit - used);
                return ((needed - free) / (run.OperatingLimit / Window), (string?)LimitNames.OfOperating(method.Key));
            });
}
