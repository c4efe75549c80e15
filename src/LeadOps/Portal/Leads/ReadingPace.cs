namespace LeadOps.Portal.Leads;

/// <summary>How long the portal takes for a page of leads, and how many pages a request shall hold.</summary>
internal static class ReadingPace
{
    /// <summary>A request that works shorter than this is not worth cutting into several.</summary>
    private const double WorthASecondRequest = 0.5;

    /// <summary>So little may be work that the portal does not speak of, without any harm.</summary>
    private const double Negligible = 0.03;

    /// <summary>No page takes so long without a word of the portal: it is the way there and back.</summary>
    private const double SurelyTheWay = 0.4;

    /// <summary>
    /// From one request with a single page among other calls: full requests are right, whatever its time was spent
    /// on.
    /// </summary>
    public static bool IsSurelyQuick(TimedRequest request, double reported) =>
        reported * PortalWire.BatchSize < WorthASecondRequest && request.Unexplained is < Negligible or > SurelyTheWay;

    /// <summary>
    /// What a page adds to a request that holds nothing but pages. What the portal does not explain counts as work
    /// for the pages, unless it is too long for that.
    /// </summary>
    /// <param name="reported">What the portal says of one page.</param>
    public static double SecondsPerPage(TimedRequest pages, double reported)
    {
        var perPage = pages.Seconds / pages.Calls;
        return pages.Unexplained > SurelyTheWay ? reported
            : reported * 2 >= perPage ? Math.Min(reported, perPage)
            : perPage;
    }

    /// <summary>Full requests, unless pages take so long that several requests side by side are sooner done.</summary>
    public static int PagesPerRequest(double pages, double secondsPerPage, int requests)
    {
        var sideBySide = Math.Ceiling(pages / requests);
        var worthwhile = secondsPerPage > 0 ? Math.Ceiling(WorthASecondRequest / secondsPerPage) : double.MaxValue;
        return (int)Math.Clamp(Math.Max(sideBySide, worthwhile), 1, PortalWire.BatchSize);
    }
}
