using LeadOps.Portal;

namespace LeadOps.Cli.Views;

/// <summary>Gathers how the same work goes on many portals: how many are done, and what those at work do.</summary>
internal sealed class PortalsBoard(int total, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<PortalAtWork> atWork = [];
    private int done;

    /// <summary>A portal's turn, which ends when it is disposed: well or not.</summary>
    public PortalAtWork Work(string portal)
    {
        var work = new PortalAtWork(portal, clock, End);
        lock (gate)
        {
            atWork.Add(work);
        }

        return work;
    }

    private void End(PortalAtWork work)
    {
        lock (gate)
        {
            atWork.Remove(work);
            done++;
        }
    }

    public PortalsFacts Now()
    {
        lock (gate)
        {
            return new PortalsFacts(done, total, [.. atWork.Select(one => (one.Portal, one.Now()))]);
        }
    }
}

/// <summary>How work on many portals stands at one moment.</summary>
internal sealed record PortalsFacts(int Done, int Total, IReadOnlyList<(string Portal, ProgressFacts Facts)> AtWork);

/// <summary>One portal's turn.</summary>
internal sealed class PortalAtWork(string portal, TimeProvider clock, Action<PortalAtWork> ended) : IDisposable
{
    private static readonly ProgressFacts Opening = new("opening the portal", 0, null);

    private volatile ProgressBoard? board;

    public string Portal => portal;

    /// <summary>It answers; what its planning tells goes to the board that comes back.</summary>
    public ProgressBoard Begin(PortalSession session)
    {
        var begun = new ProgressBoard(clock, ProgressSource.Of(session));
        session.OnPause = begun.Paused;
        session.OnRead = begun.Read;
        return board = begun;
    }

    public ProgressFacts Now() => board?.Now() ?? Opening;

    public void Dispose() => ended(this);
}
