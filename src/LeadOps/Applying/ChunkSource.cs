using LeadOps.Plans;

namespace LeadOps.Applying;

/// <summary>
/// Cuts the lines of a plan into chunks while they are asked for. A chunk is full when its writes, their read-back
/// and a pre-read of the same kind fill a request, so lines are gathered by what they cost; a few open chunks are all
/// it holds.
/// </summary>
internal sealed class ChunkSource(IEnumerable<PlanLine> lines, Func<PlannedLead, int> mostCalls) : IDisposable
{
    private const int MostOpen = 8;

    /// <summary>How often a request reads what is apart of a lead: before its write and after it.</summary>
    private static readonly Dictionary<LeadAction, int> ReadTimes = new()
    {
        [LeadAction.Create] = 0,
        [LeadAction.Update] = 2,
        [LeadAction.Delete] = 1,
    };

    private readonly record struct Kind(LeadAction Action, string? Originator, int Cost);

    private readonly IEnumerator<PlanLine> lines = lines.GetEnumerator();
    private readonly Dictionary<Kind, List<PlanLine>> open = [];
    private readonly Queue<PlanLine> returned = new();
    private readonly Lock gate = new();
    private PlanLine? ahead;
    private bool isDrained;

    /// <summary>True when every line was taken.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return returned.Count == 0 && open.Count == 0 && !Advance();
            }
        }
    }

    /// <summary>The next lines whose costs fit the budget; null when none are left for now.</summary>
    public Chunk? Take(int budget)
    {
        lock (gate)
        {
            if (returned.Count > 0)
            {
                return Again(budget);
            }

            while (Advance())
            {
                var line = ahead!.Value;
                if (open.Count > 0 && (open.Count >= MostOpen || open.Keys.First().Action != line.Lead.Action))
                {
                    return Rest(budget);
                }

                ahead = null;
                var kind = new Kind(line.Lead.Action, line.Lead.Originator, Cost(line));
                var gathered = open.TryGetValue(kind, out var known) ? known : open[kind] = [];
                gathered.Add(line);
                if (gathered.Count >= Math.Max(1, budget / kind.Cost))
                {
                    open.Remove(kind);
                    return new Chunk(gathered);
                }
            }

            return open.Count > 0 ? Rest(budget) : null;
        }
    }

    /// <summary>Lines that were taken and have to be read and tried again.</summary>
    public void Return(IEnumerable<PlanLine> taken)
    {
        lock (gate)
        {
            taken.ToList().ForEach(returned.Enqueue);
        }
    }

    public void Dispose() => lines.Dispose();

    /// <summary>Its writes, its reads one by one after them, and the same reads before the next ones.</summary>
    private int Cost(PlanLine line) => mostCalls(line.Lead) + (ReadTimes[line.Lead.Action] * line.Apart.Count);

    private bool Advance()
    {
        if (ahead is null && !isDrained)
        {
            isDrained = !lines.MoveNext();
            ahead = isDrained ? null : lines.Current;
        }

        return ahead is not null;
    }

    private Chunk Again(int budget)
    {
        var chunk = new List<PlanLine>();
        var first = returned.Peek().Lead;
        while (
            returned.TryPeek(out var line)
            && line.Lead.Action == first.Action
            && line.Lead.Originator == first.Originator
            && (chunk.Count == 0 || Cost(line) <= budget)
        )
        {
            budget -= Cost(line);
            chunk.Add(returned.Dequeue());
        }

        return new Chunk(chunk);
    }

    /// <summary>What never filled a chunk of its own shares one, whatever it costs.</summary>
    private Chunk Rest(int budget)
    {
        var chunk = new List<PlanLine>();
        var first = open.Keys.First();
        foreach (
            var kind in open
                .Keys.Where(kind => kind.Action == first.Action && kind.Originator == first.Originator)
                .ToList()
        )
        {
            var gathered = open[kind];
            var fitting = Math.Clamp(budget / kind.Cost, chunk.Count == 0 ? 1 : 0, gathered.Count);
            chunk.AddRange(gathered.Take(fitting));
            gathered.RemoveRange(0, fitting);
            budget -= fitting * kind.Cost;
            if (gathered.Count == 0)
            {
                open.Remove(kind);
            }
        }

        return new Chunk(chunk);
    }
}
