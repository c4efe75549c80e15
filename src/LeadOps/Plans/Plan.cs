namespace LeadOps.Plans;

/// <summary>
/// A finished plan: header, leads in the order they are carried out, footer. Disposing gives back the room on disk.
/// </summary>
public sealed record Plan(PlanHeader Header, PlanLeads Leads, PlanFooter Footer) : IDisposable
{
    /// <summary>
    /// Since when its leads were read, if this process has just made the plan; a plan from a file does not have it.
    /// </summary>
    public DateTimeOffset? ReadSince { get; init; }

    public void Dispose() => Leads.Dispose();
}
