namespace LeadOps.Portal.Leads;

/// <summary>How long the portal takes for a page of leads, and how many pages a request shall hold.</summary>
internal static class ReadingPace
{
    /// <summary>A request that works shorter than this is not worth cutting into several.</summary>
    private const double WorthASecondRequest = 0.5;

    /// <summary>
    /// What a page adds to a request. The portal's own word counts when it explains the time; else a request before it tells
    /// what part of the time every request takes, whatever it holds.
    /// </summary>
    public static double SecondsPerPage(TimedRequest? earlier, TimedRequest pages, double reported)
    {
        var perCall = pages.Seconds / pages.Calls;
        if (reported * 2 >= perCall)
        {
            return Math.Min(reported, perCall);
        }

        if (earlier is not { } other)
        {
            return perCall;
        }

        var slope = other.Calls > pages.Calls ? (other.Seconds - pages.Seconds) / (other.Calls - pages.Calls) : 0;
        return slope > perCall / 2 ? perCall : Math.Max(0, pages.Seconds - other.Seconds) / pages.Calls;
    }

    /// <summary>Full requests, unless pages take so long that several requests side by side are sooner done.</summary>
    public static int PagesPerRequest(double pages, double secondsPerPage, int requests)
    {
        var sideBySide = Math.Ceiling(pages / requests);
        var worthwhile = secondsPerPage > 0 ? Math.Ceiling(WorthASecondRequest / secondsPerPage) : double.MaxValue;
        return (int)Math.Clamp(Math.Max(sideBySide, worthwhile), 1, PortalWire.BatchSize);
    }
}
