namespace LeadOps.Benchmarks.Whole;

/// <summary>All lines of the table, by groups that can be asked for.</summary>
internal static class Rows
{
    private const string Literal = "SOURCE_DESCRIPTION: Checked in spring";

    private const string Literals = Literal + "\n      STATUS_DESCRIPTION: new lead";

    private const string Templates =
        "SOURCE_DESCRIPTION: \"Checked: {{ lead.TITLE }}\"\n      STATUS_DESCRIPTION: "
        + "\"{{ lead.STATUS_ID | string.downcase }} lead\"";

    private static readonly string[] List = ["leads", "--output", "ndjson", "--fields", "TITLE,STATUS_ID,OPPORTUNITY"];
    private static readonly string[] Plan = ["plan", "manifest.yml", "--quiet"];
    private static readonly string[] Apply = ["apply", "manifest.yml", "--yes", "--quiet"];

    public static IReadOnlyList<Row> All { get; } =
    [
        Read("waits", "plan, 70 ms a page", 10_000, Plan, Literal, PortalPace.Standard.WithPages(70)),
        Update("waits", "apply", 5_000, PortalPace.Standard),
        Update("waits", "apply, 1 s a request", 5_000, PortalPace.Standard.WithRequests(1000)),
        .. Sizes("cpu", 5_000, 50_000),
        Update("big", "apply", 50_000, PortalPace.Enterprise),
        .. Sizes("growth", 1_000, 10_000, 100_000, 1_000_000),
    ];

    private static IEnumerable<Row> Sizes(string group, params int[] sizes) =>
        sizes.SelectMany(leads =>
            new[]
            {
                Read(group, "list", leads, List, Literal, PortalPace.Unlimited),
                Read(group, "plan", leads, Plan, Literal, PortalPace.Unlimited),
                Read(group, "plan, two literals", leads, Plan, Literals, PortalPace.Unlimited),
                Read(group, "plan, two templates", leads, Plan, Templates, PortalPace.Unlimited),
                Update(group, "apply", leads, PortalPace.Unlimited),
            }
        );

    private static Row Read(string group, string name, int leads, string[] command, string set, PortalPace pace) =>
        new(group, name, leads, command, set) { Pace = pace, Floor = Floor.OfReading(leads, pace) };

    private static Row Update(string group, string name, int leads, PortalPace pace) =>
        new(group, name, leads, Apply, Literal) { Pace = pace, Floor = Floor.OfUpdating(leads, pace) };
}
