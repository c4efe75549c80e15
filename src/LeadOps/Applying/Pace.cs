using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Applying;

/// <summary>
/// How many writes share a request and how many requests are in flight, from what the portal has shown so far.
/// Requests stay far below the 60 seconds after which a cloud portal cuts them; lanes are as many as the allowed
/// request rate needs.
/// </summary>
internal sealed class Pace
{
    public const int FullRequest = 48;
    public const int MostLanes = 8;

    private const int ChunksPerLane = 4;
    private const int PlannedChunksPerLane = 2;
    private const int Step = 4;
    private const double Target = 8;

    /// <summary>
    /// Waiting for answers shall not take longer than this, or than half the time that the limits take anyway.
    /// </summary>
    private const double WorthMoreLanes = 1;

    private readonly Lock gate = new();
    private readonly Tariff tariff;
    private readonly double requests;
    private readonly int mostLanes;
    private double usual;

    /// <param name="leastSeconds">In which this session had an answer, if it had one.</param>
    public Pace(Tariff tariff, int total, ExecutorOptions options, double? leastSeconds)
    {
        this.tariff = tariff;
        Budget = options.SecondsPerWrite is > 0 and { } known ? Fitting(known) : FullRequest;
        requests = Math.Ceiling(total / (double)Budget);

        // A lane begins with a request that only reads, unless planning has just read its leads.
        var chunksPerLane = options.PlannedAt is null ? ChunksPerLane : PlannedChunksPerLane;
        mostLanes = Math.Clamp((int)requests / chunksPerLane, 1, MostLanes);
        Lanes = leastSeconds is { } seconds ? LanesFor(seconds) : 1;
    }

    /// <summary>Write calls, and the reads that go with them, that one request may hold.</summary>
    public int Budget { get; private set; }

    public int Lanes { get; private set; }

    public PaceNote Now => new(Budget, Lanes, Math.Round(usual, 2));

    /// <summary>What to tell when something changed, else null.</summary>
    public PaceNote? Note(int calls, TimeSpan took, bool isLost)
    {
        lock (gate)
        {
            var before = (Budget, Lanes);
            var seconds = took.TotalSeconds;
            usual = usual == 0 ? seconds : (0.7 * usual) + (0.3 * seconds);
            Budget =
                isLost && seconds > Target ? Math.Max(1, Math.Min(Budget, calls) / 2)
                : seconds > Target ? Math.Min(Budget, Fitting(seconds / calls))
                : Math.Min(
                    FullRequest,
                    seconds * (Budget + Step) / Math.Max(1, calls) < Target ? Budget + Step : Budget
                );
            Lanes = LanesFor(usual);
            return before == (Budget, Lanes) ? null : Now;
        }
    }

    /// <summary>
    /// Enough that requests leave as fast as the tariff lets them, and that its burst is spent at once: what the
    /// answers take, one after the other, against what the limits take.
    /// </summary>
    private int LanesFor(double seconds)
    {
        var limits = tariff.PerSecond > 0 ? Math.Max(0, requests - tariff.Burst) / tariff.PerSecond : 0;
        return Math.Clamp((int)Math.Ceiling(requests * seconds / Math.Max(WorthMoreLanes, limits / 2)), 1, mostLanes);
    }

    private static int Fitting(double secondsPerWrite) => (int)Math.Clamp(Target / secondsPerWrite, 1, FullRequest);
}
