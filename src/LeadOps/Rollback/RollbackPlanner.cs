using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Rollback;

/// <summary>
/// The inverse of a run, as a plan. A field that no longer holds what the run wrote belongs to whoever changed it and stays.
/// </summary>
public sealed class RollbackPlanner(PortalReader reader, FieldCatalogue catalogue)
{
    private const int LeadsPerRequest = 40;

    private readonly LeadReads reads = new(reader, catalogue);

    public async Task<(PlanLeads Leads, PlanFooter Footer)> PlanAsync(RunReport run, CancellationToken cancellationToken)
    {
        using var sorted = new SortedSpool();
        var planned = new PlanSpool();
        try
        {
            var remarks = new Remarks();
            var written = 0;
            foreach (var chunk in Written(run).Where(lead => lead.Action != LeadAction.Delete).Chunk(LeadsPerRequest))
            {
                var lines = new Chunk([.. chunk.Select(lead => new PlanLine(lead.Sequence, AsUpdate(lead)))]);
                var current = reads.Parse(lines, await reader.BatchAsync(reads.Calls(lines), cancellationToken)) ?? [];
                written += chunk.Length;
                foreach (var lead in chunk.Select(lead => Inverse(lead, current.GetValueOrDefault(lead.Sequence), remarks)).OfType<PlannedLead>())
                {
                    sorted.Add(SortedSpool.Key(lead.Id!.Value.Value), PlanJson.Lead(lead));
                }
            }

            foreach (var (_, line) in sorted.Read())
            {
                planned.Add(PlanLeads.Read(line));
            }

            foreach (var gone in Written(run).Where(lead => lead.Action == LeadAction.Delete))
            {
                written++;
                planned.Add(Recreated(gone));
                remarks.Anew(gone.Id!.Value);
            }

            var counts = new PlanCounts
            {
                Update = planned.Count(LeadAction.Update),
                Create = planned.Count(LeadAction.Create),
                Delete = planned.Count(LeadAction.Delete),
                Unchanged = written - planned.Total,
            };
            return (planned.Close(), new PlanFooter { Counts = counts, Forecast = Forecasts.Of(counts, planned.ApartCalls, reader.Settings.Tariff), Warnings = remarks.Texts() });
        }
        catch
        {
            planned.Dispose();
            throw;
        }
    }

    private static IEnumerable<LeadOutcome> Written(RunReport run) =>
        run.Leads.Where(lead => lead.Verdict is Verdict.Applied or Verdict.Differs or Verdict.Failed && lead is { Id: not null });

    private static PlannedLead AsUpdate(LeadOutcome lead) => new()
    {
        Action = LeadAction.Update,
        Id = lead.Id,
        Title = lead.Title,
        Fields = [.. lead.Fields.Select(field => new PlannedField(field.Name, field.Before, field.After, ""))],
    };

    private PlannedLead? Inverse(LeadOutcome lead, Selection.LeadSnapshot? current, Remarks remarks)
    {
        if (current is null)
        {
            remarks.Gone(lead.Id!.Value);
            return null;
        }

        var edited = lead.Fields.Where(field => Field(field.Name) is { } known && !FieldValues.Same(known, field.After, current[field.Name]) && !FieldValues.Same(known, field.Before, current[field.Name])).Select(field => field.Name).ToList();
        edited.ForEach(name => remarks.Edited(lead.Id!.Value, name));
        if (lead.Action == LeadAction.Create)
        {
            return edited.Count > 0 ? null : new PlannedLead { Action = LeadAction.Delete, Id = lead.Id, Title = lead.Title, Fields = [.. lead.Fields.Select(field => new PlannedField(field.Name, current[field.Name], FieldValue.Empty, "rollback"))] };
        }

        var fields = lead.Fields
            .Where(field => !edited.Contains(field.Name) && Field(field.Name) is { } known && !FieldValues.Same(known, field.Before, current[field.Name]))
            .Select(field => new PlannedField(field.Name, current[field.Name], WithoutIds(field.Before), "rollback", FieldValues.Label(Field(field.Name)!, current[field.Name]), FieldValues.Label(Field(field.Name)!, field.Before))).ToList();
        return fields.Count == 0 ? null : new PlannedLead { Action = LeadAction.Update, Id = lead.Id, Title = lead.Title, Fields = fields };
    }

    private FieldDefinition? Field(string name) => catalogue.Find(name);

    /// <summary>Values that were deleted come back under new ids; kept ones are found by value.</summary>
    private static FieldValue WithoutIds(FieldValue value) => value is MultifieldValue items ? new MultifieldValue([.. items.Items.Select(item => item with { Id = null })]) : value;

    private static PlannedLead Recreated(LeadOutcome lead) => new()
    {
        Action = LeadAction.Create,
        Key = (lead.Fields.FirstOrDefault(field => field.Name == "ORIGIN_ID")?.Before as TextValue)?.Text ?? $"rollback-{lead.Id}",
        Originator = (lead.Fields.FirstOrDefault(field => field.Name == "ORIGINATOR_ID")?.Before as TextValue)?.Text ?? "leadops/rollback",
        Title = lead.Title,
        Fields = [.. lead.Fields.Where(field => field.Name is not "ORIGIN_ID" and not "ORIGINATOR_ID" && !field.Before.IsEmpty).Select(field => new PlannedField(field.Name, FieldValue.Empty, WithoutIds(field.Before), "rollback"))],
    };
}
