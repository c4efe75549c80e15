namespace LeadOps.Benchmarks.Whole;

/// <summary>One line of the table: a command against a portal of so many leads.</summary>
/// <param name="Set">What the manifest's change sets.</param>
internal sealed record Row(string Group, string Name, int Leads, string[] Command, string Set)
{
    public PortalPace Pace { get; init; } = PortalPace.Unlimited;

    public Floor Floor { get; init; } = new(0, 0);
}

/// <summary>How fast the portal of a row is.</summary>
/// <param name="Tariff">As `portal start --tariff` spells it; `none` means no limits.</param>
/// <param name="Faults">What makes the portal slow, as `portal start --chaos` spells it.</param>
internal sealed record PortalPace(
    string Tariff,
    double PerSecond,
    int Burst,
    string Faults,
    double Page,
    double Request
)
{
    public static PortalPace Unlimited { get; } = new("none", 0, 0, "", 0, 0);

    public static PortalPace Standard { get; } = new("standard", 2, 50, "", 0, 0);

    public static PortalPace Enterprise { get; } = new("enterprise", 5, 250, "", 0, 0);

    public PortalPace WithPages(int milliseconds) =>
        this with
        {
            Faults = $"slow:{milliseconds}ms:crm.lead.list@*",
            Page = milliseconds / 1000.0,
        };

    public PortalPace WithRequests(int milliseconds) =>
        this with
        {
            Faults = $"slow:{milliseconds}ms@*",
            Request = milliseconds / 1000.0,
        };
}
