using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Rollback;

/// <summary>
/// The inverse of a run, as a plan. A field that no longer holds what the run wrote belongs to whoever changed it and
/// stays; so does a lead that the run made and anybody changed since.
/// </summary>
internal sealed class RollbackPlanner(PortalReader reader, FieldCatalogue catalogue, TimeProvider clock)
{
    private const int LeadsPerRequest = 40;

    private readonly WrittenLeads written = new(reader, catalogue, clock);
    private readonly Inverses inverses = new(catalogue, hasDefaultSource: reader.Settings.Api == "crm.item");

    public async Task<(PlanLeads Leads, PlanFooter Footer)> PlanAsync(
        RunReport run,
        CancellationToken cancellationToken
    )
    {
        var planned = new PlanSpool();
        try
        {
            var remarks = new Remarks();
            var total = await TakeBackAsync(run, planned, remarks, cancellationToken);
            return (planned.Close(), Footer(planned, total, remarks));
        }
        catch
        {
            planned.Dispose();
            throw;
        }
    }

    /// <summary>How many leads the run wrote.</summary>
    private async Task<int> TakeBackAsync(
        RunReport run,
        PlanSpool planned,
        Remarks remarks,
        CancellationToken cancellationToken
    )
    {
        using var sorted = new SortedSpool();
        var stillThere = new HashSet<int>();
        var total = 0;
        foreach (var chunk in WrittenLeads.Of(run).Where(lead => !IsGone(lead)).Chunk(LeadsPerRequest))
        {
            var known = await written.IdentifiedAsync(chunk, cancellationToken);
            total += known.Count;
            foreach (var (lead, now) in await written.CurrentAsync(known, cancellationToken))
            {
                if (lead.Action == LeadAction.Delete)
                {
                    stillThere.UnionWith(now is null ? [] : [lead.Sequence]);
                }
                else if (inverses.Of(lead, now, remarks) is { } inverse)
                {
                    sorted.Add(SortedSpool.Key(inverse.Id!.Value.Value), PlannedLeadJson.Line(inverse));
                }
            }
        }

        foreach (var (_, line) in sorted.Read())
        {
            planned.Add(PlanLeads.Read(line));
        }

        foreach (var gone in WrittenLeads.Of(run).Where(lead => IsToBeMade(lead, stillThere)))
        {
            total += IsGone(gone) ? 1 : 0;
            planned.Add(inverses.MadeAnew(gone, remarks));
        }

        return total;
    }

    private static bool IsToBeMade(LeadOutcome lead, HashSet<int> stillThere) =>
        lead.Action == LeadAction.Delete && !stillThere.Contains(lead.Sequence);

    /// <summary>Any other delete was refused or had no answer, so that the lead may still be there.</summary>
    private static bool IsGone(LeadOutcome lead) => lead is { Action: LeadAction.Delete, Verdict: Verdict.Applied };

    private PlanFooter Footer(PlanSpool planned, int total, Remarks remarks)
    {
        var counts = new PlanCounts
        {
            Update = planned.Count(LeadAction.Update),
            Create = planned.Count(LeadAction.Create),
            Delete = planned.Count(LeadAction.Delete),
            Unchanged = total - planned.Total,
        };
        return new PlanFooter
        {
            Counts = counts,
            Forecast = Forecasts.Of(counts, planned, reader.Settings.Tariff),
            Warnings = remarks.Texts(),
            LeftAlone = remarks.LeftAlone,
            Titles = planned.Titles(catalogue),
        };
    }
}
