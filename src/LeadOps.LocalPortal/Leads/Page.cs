namespace LeadOps.LocalPortal.Leads;

/// <summary>Fifty rows from an offset; a negative offset switches counting off.</summary>
internal static class Page
{
    public const int Size = 50;

    public static (List<T> Rows, int? Total, int? Next) Of<T>(IEnumerable<T> all, int start) =>
        Of(all, rows => rows, start);

    /// <summary>Counts before it sorts: of a sorted sequence only the page is then put in order.</summary>
    public static (List<T> Rows, int? Total, int? Next) Of<T>(
        IEnumerable<T> all,
        Func<IEnumerable<T>, IEnumerable<T>> sort,
        int start
    )
    {
        if (start < 0)
        {
            return ([.. sort(all).Take(Size)], null, null);
        }

        var list = all as IReadOnlyCollection<T> ?? [.. all];
        return ([.. sort(list).Skip(start).Take(Size)], list.Count, list.Count - start > Size ? start + Size : null);
    }
}
