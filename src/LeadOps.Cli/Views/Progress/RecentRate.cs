namespace LeadOps.Cli.Views;

/// <summary>How many a second, over the last ten seconds.</summary>
internal sealed class RecentRate(TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    /// <summary>One count each quarter of a second is enough.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(250);

    private readonly LinkedList<(DateTimeOffset At, long Done)> counts = [];
    private long done;

    public void Begin()
    {
        counts.Clear();
        counts.AddLast((clock.GetUtcNow(), 0));
        done = 0;
    }

    public void Note(long count)
    {
        done = count;
        var now = clock.GetUtcNow();
        if (counts.Last is not { } last || now - last.Value.At >= Apart)
        {
            counts.AddLast((now, count));
        }
    }

    public double PerSecond()
    {
        var now = clock.GetUtcNow();
        while (counts.First?.Next is { } second && second.Value.At <= now - Window)
        {
            counts.RemoveFirst();
        }

        var elapsed = counts.First is { } first ? (now - first.Value.At).TotalSeconds : 0;
        return elapsed > 0 ? Math.Max(0, done - counts.First!.Value.Done) / elapsed : 0;
    }
}
