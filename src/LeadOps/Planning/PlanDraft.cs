using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Planning;

/// <summary>What grows while a plan is made: the leads on disk, their warnings and remarks.</summary>
internal sealed class PlanDraft(PortalReader reader, FieldCatalogue catalogue) : IDisposable
{
    private readonly Warnings warnings = new(catalogue, reader.Leads);
    private bool isClosed;

    public PlanSpool Leads { get; } = new();

    public List<string> Remarks { get; } = [];

    public int Unchanged { get; set; }

    public void Add(PlannedLead lead)
    {
        Leads.Add(lead);
        warnings.Add(lead);
    }

    /// <summary>The leads now belong to the plan.</summary>
    public async Task<(PlanLeads Leads, PlanFooter Footer)> CloseAsync(
        DiagnosticBag problems,
        CancellationToken cancellationToken
    )
    {
        problems.ThrowIfErrors();
        var counts = new PlanCounts
        {
            Create = Leads.Count(LeadAction.Create),
            Update = Leads.Count(LeadAction.Update),
            Delete = Leads.Count(LeadAction.Delete),
            Blocked = Leads.Count(LeadAction.Blocked),
            Unchanged = Unchanged,
            PortalLeads = Leads.Total == 0 ? null : await reader.CountAsync(cancellationToken),
        };
        var footer = new PlanFooter
        {
            Counts = counts,
            Forecast = Forecasts.Of(counts, Leads, reader.Settings.Tariff),
            Warnings = [.. warnings.Texts(), .. Remarks],
            Titles = Leads.Titles(catalogue),
        };
        var leads = Leads.Close();
        isClosed = true;
        return (leads, footer);
    }

    public void Dispose()
    {
        if (!isClosed)
        {
            Leads.Dispose();
        }
    }
}
