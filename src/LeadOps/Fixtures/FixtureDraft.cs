using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;

namespace LeadOps.Fixtures;

/// <summary>What grows while fixtures are planned: the leads on disk, a bounded number of remarks.</summary>
internal sealed class FixtureDraft(PortalReader reader, FieldCatalogue catalogue) : IDisposable
{
    private bool isClosed;

    public PlanSpool Leads { get; } = new();

    public Warnings Warnings { get; } = new(catalogue, reader.Leads);

    public LinkChecker Links { get; } = new(reader);

    public List<string> Remarks { get; } = [];

    public int Unchanged { get; set; }

    /// <summary>The leads now belong to the plan.</summary>
    public async Task<(PlanLeads Leads, PlanFooter Footer)> CloseAsync(CancellationToken cancellationToken)
    {
        var problems = new DiagnosticBag();
        await Links.CheckAsync(problems, Remarks, cancellationToken);
        problems.ThrowIfErrors();
        var counts = new PlanCounts
        {
            Create = Leads.Count(LeadAction.Create),
            Update = Leads.Count(LeadAction.Update),
            Delete = Leads.Count(LeadAction.Delete),
            Unchanged = Unchanged,
            PortalLeads = Leads.Total == 0 ? null : await reader.CountAsync([], cancellationToken),
        };
        var footer = new PlanFooter
        {
            Counts = counts,
            Forecast = Forecasts.Of(counts, Leads, reader.Settings.Tariff),
            Warnings = [.. Warnings.Texts(), .. Remarks],
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
