namespace LeadOps.Portal.Leads;

/// <summary>Where a list ends.</summary>
/// <param name="Dense">Up to here leads are about as far apart as usual.</param>
/// <param name="Last">The highest id of all.</param>
/// <param name="Strays">Leads after a jump behind the dense part, at most a page.</param>
internal readonly record struct ListEnd(long Dense, long Last, int Strays)
{
    /// <param name="ids">The highest ids, rising.</param>
    public static ListEnd Of(IReadOnlyList<long> ids)
    {
        var most = IdGaps.MostUsual(ids);
        var strays = Enumerable.Range(1, ids.Count - 1).FirstOrDefault(i => ids[i] - ids[i - 1] > most, ids.Count);
        return new ListEnd(ids[strays - 1], ids[^1], ids.Count - strays);
    }

    public static ListEnd At(long id) => new(id, id, 0);
}
