namespace LeadOps.LocalPortal.Store;

/// <summary>When leads came into which stage.</summary>
internal sealed class StageMoves
{
    private readonly Dictionary<long, List<StageMove>> byOwner = [];

    /// <summary>What the data file does not have yet.</summary>
    public List<StageMove> Unsaved { get; } = [];

    public IEnumerable<StageMove> All => byOwner.Values.SelectMany(list => list).OrderBy(move => move.Id);

    public IReadOnlyList<StageMove> Of(long owner) => byOwner.GetValueOrDefault(owner) ?? (IReadOnlyList<StageMove>)[];

    public void Add(StageMove move, bool isNew)
    {
        if (!byOwner.TryGetValue(move.OwnerId, out var list))
        {
            byOwner[move.OwnerId] = list = new List<StageMove>(2);
        }

        list.Add(move);
        if (isNew)
        {
            Unsaved.Add(move);
        }
    }

    public void Forget(long owner)
    {
        byOwner.Remove(owner);
        Unsaved.RemoveAll(move => move.OwnerId == owner);
    }

    public void Saved() => Unsaved.Clear();
}
