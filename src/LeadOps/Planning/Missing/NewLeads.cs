namespace LeadOps.Planning.Missing;

/// <summary>
/// The leads that changes make, in the order of the changes and their rows; changes with one origin make one lead.
/// </summary>
internal sealed class NewLeads
{
    private readonly Dictionary<LeadOrigin, List<Finding>> findings = [];
    private readonly List<LeadOrigin> order = [];

    public void Add(LeadOrigin origin, Finding finding)
    {
        if (!findings.TryGetValue(origin, out var known))
        {
            findings[origin] = known = [];
            order.Add(origin);
        }

        known.Add(finding);
    }

    public IEnumerable<(LeadOrigin Origin, List<Finding> Findings)> All =>
        order.Select(origin => (origin, findings[origin]));
}
