namespace LeadOps.Portal.Leads;

/// <summary>
/// How far apart the ids of a page are. One jump over millions, which an import or an old copy leaves behind, says
/// nothing about the leads before and after it.
/// </summary>
internal static class IdGaps
{
    /// <summary>So many times the median is no gap between neighbours any more, however they scatter.</summary>
    private const int Jump = 50;

    public static double Usual(IReadOnlyList<long> rising)
    {
        var most = MostUsual(rising);
        return Math.Max(1, Gaps(rising).Where(gap => gap <= most).DefaultIfEmpty(1).Average());
    }

    public static long MostUsual(IReadOnlyList<long> rising)
    {
        var gaps = Gaps(rising).Order().ToList();
        return gaps.Count == 0 ? 0 : gaps[gaps.Count / 2] * Jump;
    }

    private static IEnumerable<long> Gaps(IReadOnlyList<long> rising) =>
        rising.Zip(rising.Skip(1), (lower, higher) => higher - lower);
}
