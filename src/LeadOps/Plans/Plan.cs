namespace LeadOps.Plans;

/// <summary>A finished plan: header, leads in the order they are carried out, footer. Disposing gives back the room on disk.</summary>
public sealed record Plan(PlanHeader Header, PlanLeads Leads, PlanFooter Footer) : IDisposable
{
    public void Dispose() => Leads.Dispose();
}
