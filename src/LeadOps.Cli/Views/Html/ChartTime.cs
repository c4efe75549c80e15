using LeadOps.Runs;

namespace LeadOps.Cli.Views.Html;

/// <summary>A stretch in which a run waited.</summary>
internal readonly record struct Stretch(double From, double To, string Reason)
{
    public double Seconds => To - From;
}

/// <summary>
/// The samples of a run in seconds of work: every process counts its leads from nothing, and a resumed run goes on
/// where it was; the time between two processes is left out.
/// </summary>
internal sealed class ChartTime
{
    private const double GapBetweenProcesses = 1;

    /// <summary>Seconds, or a part of the run: stretches that are no further apart are one.</summary>
    private const double Touching = 2;
    private const double TouchingPart = 0.05;

    private readonly List<double> continued = [];

    public ChartTime(IReadOnlyList<RunSample> samples)
    {
        var (before, last, away) = (0, 0, 0.0);
        foreach (var (index, sample) in samples.Index())
        {
            var seconds = (sample.At - samples[0].At).TotalSeconds - away;
            if (sample.Done < last)
            {
                before += last;
                var gap = seconds - Moments[^1].Seconds - GapBetweenProcesses;
                away += Math.Max(0, gap);
                seconds -= Math.Max(0, gap);
                continued.Add(seconds);
            }

            last = sample.Done;
            Moments.Add((seconds, before + last, index));
        }

        Waits = [.. Waiting(samples)];
    }

    public List<(double Seconds, int Done, int Sample)> Moments { get; } = [];

    /// <summary>When another process went on.</summary>
    public IReadOnlyList<double> Continued => continued;

    public IReadOnlyList<Stretch> Waits { get; }

    public double Span => Moments.Count == 0 ? 0 : Moments[^1].Seconds;

    public int Most => Moments.Count == 0 ? 0 : Moments.Max(moment => moment.Done);

    /// <summary>
    /// A wait lasts until something is recorded again. Leads are done by other lanes meanwhile, so short gaps close.
    /// </summary>
    private IEnumerable<Stretch> Waiting(IReadOnlyList<RunSample> samples)
    {
        Stretch? open = null;
        foreach (var (now, next) in Moments.Zip(Moments.Skip(1)))
        {
            if (samples[now.Sample].PausedBecause is not { } reason)
            {
                continue;
            }

            if (
                open is { } last
                && last.Reason == reason
                && now.Seconds - last.To <= Math.Min(Touching, Span * TouchingPart)
            )
            {
                open = last with { To = next.Seconds };
                continue;
            }

            if (open is { } ended)
            {
                yield return ended;
            }

            open = new Stretch(now.Seconds, next.Seconds, reason);
        }

        if (open is { } end)
        {
            yield return end;
        }
    }
}
