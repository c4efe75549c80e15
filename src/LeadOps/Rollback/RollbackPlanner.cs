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
    private readonly LeadReads reads = new(reader, catalogue);

    public async Task<(IReadOnlyList<PlannedLead> Leads, PlanFooter Footer)> PlanAsync(RunReport run, CancellationToken cancellationToken)
    {
        var written = run.Leads.Where(lead => lead.Verdict is Verdict.Applied or Verdict.Differs or Verdict.Failed && lead is { Id: not null }).ToList();
        var planned = new List<PlannedLead>();
        var remarks = new List<string>();
        foreach (var chunk in written.Where(lead => lead.Action != LeadAction.Delete).Chunk(40))
        {
            var lines = new Chunk([.. chunk.Select(lead => new PlanLine(lead.Sequence, AsUpdate(lead)))]);
            var current = reads.Parse(lines, await reader.BatchAsync(reads.Calls(lines), cancellationToken)) ?? [];
            planned.AddRange(chunk.Select(lead => Inverse(lead, current.GetValueOrDefault(lead.Sequence), remarks)).OfType<PlannedLead>());
        }

        foreach (var gone in written.Where(lead => lead.Action == LeadAction.Delete))
        {
            planned.Add(Recreated(gone));
            remarks.Add($"lead {gone.Id} is made anew: its id, creation date and history cannot come back");
        }

        var leads = planned.OrderBy(lead => lead.Action).ThenBy(lead => lead.Id?.Value).ToList();
        var counts = new PlanCounts
        {
            Update = leads.Count(lead => lead.Action == LeadAction.Update),
            Create = leads.Count(lead => lead.Action == LeadAction.Create),
            Delete = leads.Count(lead => lead.Action == LeadAction.Delete),
            Unchanged = written.Count - leads.Count,
        };
        return (leads, new PlanFooter { Counts = counts, Forecast = Forecasts.Of(counts, reader.Settings.Tariff), Warnings = remarks });
    }

    private static PlannedLead AsUpdate(LeadOutcome lead) => new()
    {
        Action = LeadAction.Update,
        Id = lead.Id,
        Title = lead.Title,
        Fields = [.. lead.Fields.Select(field => new PlannedField(field.Name, field.Before, field.After, ""))],
    };

    private PlannedLead? Inverse(LeadOutcome lead, Selection.LeadSnapshot? current, List<string> remarks)
    {
        if (current is null)
        {
            remarks.Add($"lead {lead.Id} no longer exists and is left alone");
            return null;
        }

        var edited = lead.Fields.Where(field => Field(field.Name) is { } known && !FieldValues.Same(known, field.After, current[field.Name]) && !FieldValues.Same(known, field.Before, current[field.Name])).Select(field => field.Name).ToList();
        remarks.AddRange(edited.Select(name => $"lead {lead.Id}: {name} was edited since the run and is left alone"));
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
