namespace LeadOps.Applying;

/// <summary>How a run goes at the moment, for `-v`.</summary>
public sealed record PaceNote(int CallsPerRequest, int Lanes, double SecondsPerRequest);

/// <summary>
/// How many writes share a request and how many requests are in flight, from what the portal has shown so far. Requests stay
/// far below the 60 seconds after which a cloud portal cuts them; lanes are as many as the allowed request rate needs.
/// </summary>
internal sealed class Pace
{
    public const int FullRequest = 48;
    public const int MostLanes = 8;

    private const int LanesWithoutRate = 2;
    private const int ChunksPerLane = 4;
    private const int Step = 4;
    private const double Target = 8;

    private readonly Lock gate = new();
    private readonly double perSecond;
    private readonly int mostLanes;
    private double usual;

    public Pace(double perSecond, int total, double? secondsPerWrite)
    {
        this.perSecond = perSecond;
        mostLanes = Math.Clamp(total / (FullRequest * ChunksPerLane), 1, MostLanes);
        Budget = secondsPerWrite is > 0 and { } known ? Fitting(known) : FullRequest;
        Lanes = perSecond > 0 ? 1 : Math.Min(LanesWithoutRate, mostLanes);
    }

    /// <summary>Write calls, and the reads that go with them, that one request may hold.</summary>
    public int Budget { get; private set; }

    public int Lanes { get; private set; }

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
            Lanes = perSecond > 0 ? Math.Clamp((int)Math.Ceiling(usual * perSecond), 1, mostLanes) : Lanes;
            return before == (Budget, Lanes) ? null : new PaceNote(Budget, Lanes, Math.Round(usual, 2));
        }
    }

    private static int Fitting(double secondsPerWrite) => (int)Math.Clamp(Target / secondsPerWrite, 1, FullRequest);
}
