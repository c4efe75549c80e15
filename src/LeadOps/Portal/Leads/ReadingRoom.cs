namespace LeadOps.Portal.Leads;

/// <summary>How many requests may be in flight, so that the pages which they bring fit the memory.</summary>
internal readonly record struct ReadingRoom(int Requests)
{
    private const int Most = 10;

    /// <summary>All fields of fifty leads are about a hundred kilobytes.</summary>
    private const int WideSelect = 20;

    public static ReadingRoom For(int fields) => new(fields > WideSelect ? 2 : Most);
}
