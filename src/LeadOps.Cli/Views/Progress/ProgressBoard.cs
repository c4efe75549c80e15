using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>What the session of the work under way has used, and what limits it.</summary>
internal sealed record ProgressSource(Tariff Tariff, double OperatingLimit, Func<RunStats> Stats, Func<int> InFlight)
{
    public static ProgressSource Of(PortalSession session) =>
        new(
            session.Settings.Tariff,
            session.Settings.OperatingLimit,
            session.Stats.Snapshot,
            () => session.Stats.InFlight
        );
}

/// <summary>Gathers what the core tells, from whatever thread, and says at any moment how things are.</summary>
internal sealed class ProgressBoard(TimeProvider clock, ProgressSource source) : IProgress<PlanStep>
{
    private readonly Lock gate = new();
    private readonly DateTimeOffset began = clock.GetUtcNow();
    private readonly RecentRate rate = new(clock);
    private PlanStep? step;
    private LeadsRead read;
    private LeadsRead before;
    private (int Done, int Total)? written;
    private PortalPause? pause;
    private PaceNote? pace;
    private long requestsBefore;

    /// <summary>A step of planning.</summary>
    public void Report(PlanStep value)
    {
        lock (gate)
        {
            if (value.Work != step?.Work || value.Change != step?.Change)
            {
                rate.Begin();
                before = read;
            }

            step = value;
            if (value.Work == PlanWork.Comparing)
            {
                rate.Note(value.Done);
            }
        }
    }

    public void Read(LeadsRead leads)
    {
        lock (gate)
        {
            read = leads;
            rate.Note(leads.Leads - before.Leads);
        }
    }

    /// <summary>Of leads that are written.</summary>
    public void Written(int done, int total)
    {
        lock (gate)
        {
            if (written is null)
            {
                rate.Begin();
                requestsBefore = source.Stats().HttpRequests;
            }

            written = (done, total);
            rate.Note(done);
            pause = pause?.Until is null ? null : pause;
        }
    }

    public void Paused(PortalPause why)
    {
        lock (gate)
        {
            pause = why;
        }
    }

    public void Paced(PaceNote note)
    {
        lock (gate)
        {
            pace = note;
        }
    }

    public ProgressFacts Now()
    {
        lock (gate)
        {
            var facts = written is var (done, total) ? new ProgressFacts(null, done, total) : Planning();
            var stats = source.Stats();
            var perSecond = rate.PerSecond();
            return facts with
            {
                PerSecond = perSecond,
                Left = facts.Total is { } all ? Left(facts.Done, all, perSecond, stats) : null,
                Waiting = pause is null ? null : PauseText.At(pause, clock.GetUtcNow(), clock.LocalTimeZone),
                Requests = stats.HttpRequests,
                InFlight = source.InFlight(),
                Pace = pace,
            };
        }
    }

    private ProgressFacts Planning()
    {
        if (step is { Work: PlanWork.Comparing } comparing)
        {
            return new ProgressFacts("Comparing the leads with what is wanted", comparing.Done, comparing.Total);
        }

        var (leads, expected) = (read.Leads - before.Leads, read.Expected - before.Expected);
        var what = step is { } reading
            ? $"Reading leads for `{reading.Change}`"
                + $"{(reading.Total > 1 ? $", change {reading.Done + 1} of {reading.Total}" : "")}"
            : "Reading the portal";
        return new ProgressFacts(what, leads, expected > 0 ? Math.Max(leads, expected) : null) { IsAbout = true };
    }

    private TimeLeft? Left(long done, long total, double perSecond, RunStats stats) =>
        TimeLeft.Of(
            new RunMeter((int)done, (int)(total - done), perSecond)
            {
                Requests = stats.HttpRequests - requestsBefore,
                SessionRequests = stats.HttpRequests,
                SessionTime = clock.GetUtcNow() - began,
                Tariff = source.Tariff,
                OperatingLimit = source.OperatingLimit,
                OperatingSeconds = written is null ? new Dictionary<string, double>() : stats.OperatingSeconds,
            }
        );
}
