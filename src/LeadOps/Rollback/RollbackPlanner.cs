using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;
using LeadOps.Storage;

namespace LeadOps.Rollback;

/// <summary>
/// The inverse of a run, as a plan. A field that no longer holds what the run wrote belongs to whoever changed it and stays.
/// </summary>
public sealed class RollbackPlanner(PortalReader reader, FieldCatalogue catalogue, TimeProvider clock)
{
    private const int LeadsPerRequest = 40;

    private readonly CurrentLeads current = new(reader, catalogue, clock);

    public async Task<(PlanLeads Leads, PlanFooter Footer)> PlanAsync(
        RunReport run,
        CancellationToken cancellationToken
    )
    {
        using var sorted = new SortedSpool();
        var planned = new PlanSpool();
        try
        {
            var remarks = new Remarks();
            var undeleted = new HashSet<int>();
            var written = 0;
            foreach (var chunk in Written(run).Where(lead => !IsGone(lead)).Chunk(LeadsPerRequest))
            {
                var known = await IdentifiedAsync(chunk, cancellationToken);
                written += known.Count;
                foreach (var (lead, now) in await CurrentAsync(known, cancellationToken))
                {
                    if (lead.Action == LeadAction.Delete)
                    {
                        undeleted.UnionWith(now is null ? [] : [lead.Sequence]);
                    }
                    else if (Inverse(lead, now, remarks) is { } inverse)
                    {
                        sorted.Add(SortedSpool.Key(inverse.Id!.Value.Value), PlannedLeadJson.Line(inverse));
                    }
                }
            }

            foreach (var (_, line) in sorted.Read())
            {
                planned.Add(PlanLeads.Read(line));
            }

            foreach (
                var gone in Written(run)
                    .Where(lead => lead.Action == LeadAction.Delete && !undeleted.Contains(lead.Sequence))
            )
            {
                written += IsGone(gone) ? 1 : 0;
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
            return (
                planned.Close(),
                new PlanFooter
                {
                    Counts = counts,
                    Forecast = Forecasts.Of(counts, planned, reader.Settings.Tariff),
                    Warnings = remarks.Texts(),
                    LeftAlone = remarks.LeftAlone,
                }
            );
        }
        catch
        {
            planned.Dispose();
            throw;
        }
    }

    /// <summary>What the portal may hold of the run; a create whose answer was lost has only its key.</summary>
    private static IEnumerable<LeadOutcome> Written(RunReport run) =>
        run.Leads.Where(lead =>
            lead.Verdict is Verdict.Applied or Verdict.Differs or Verdict.Failed or Verdict.Unknown
            && (lead.Id is not null || lead is { Key: not null, Originator: not null })
        );

    /// <summary>Any other delete was refused or had no answer, so that the lead may still be there.</summary>
    private static bool IsGone(LeadOutcome lead) => lead is { Action: LeadAction.Delete, Verdict: Verdict.Applied };

    /// <summary>Without those that were never made.</summary>
    private async Task<List<LeadOutcome>> IdentifiedAsync(
        IReadOnlyCollection<LeadOutcome> leads,
        CancellationToken cancellationToken
    )
    {
        var known = leads.Where(lead => lead.Id is not null).ToList();
        foreach (var keyed in leads.Where(lead => lead.Id is null).GroupBy(lead => lead.Originator))
        {
            var lines = new Chunk([
                .. keyed.Select(lead => new PlanLine(
                    lead.Sequence,
                    new PlannedLead
                    {
                        Action = LeadAction.Create,
                        Key = lead.Key,
                        Originator = lead.Originator,
                        Title = lead.Title,
                        Fields = [],
                    }
                )),
            ]);
            var found = await current.ReadAsync(lines, cancellationToken);
            known.AddRange(
                lines
                    .Lines.Join(
                        keyed,
                        line => line.Sequence,
                        lead => lead.Sequence,
                        (line, lead) => lead with { Id = found.Of(line)?.Id }
                    )
                    .Where(lead => lead.Id is not null)
            );
        }

        return known;
    }

    private async Task<IEnumerable<(LeadOutcome Lead, LeadSnapshot? Now)>> CurrentAsync(
        IReadOnlyList<LeadOutcome> leads,
        CancellationToken cancellationToken
    )
    {
        if (leads.Count == 0)
        {
            return [];
        }

        var lines = new Chunk([.. leads.Select(lead => new PlanLine(lead.Sequence, AsUpdate(lead)))]);
        var seen = await current.ReadAsync(lines, cancellationToken);
        return leads.Zip(lines.Lines, (lead, line) => (lead, seen.Of(line)));
    }

    private static PlannedLead AsUpdate(LeadOutcome lead) =>
        new()
        {
            Action = LeadAction.Update,
            Id = lead.Id,
            Title = lead.Title,
            Fields = [.. lead.Fields.Select(field => new PlannedField(field.Name, field.Before, field.After, ""))],
            Assumed = lead.Assumed.Where(pair => IsBesideRows(lead, pair.Key)).ToDictionary(),
        };

    private static bool IsBesideRows(LeadOutcome lead, string name) =>
        AmountRule.BesideRows.Contains(name) && lead.Fields.Any(field => field.Name == AmountRule.Rows);

    /// <summary>Rows that came to a lead without any took its amount away. Other rows bring theirs with them.</summary>
    private PlannedField? Amount(LeadOutcome lead, LeadSnapshot now, Remarks remarks)
    {
        if (
            !lead.Fields.Any(field => field is { Name: AmountRule.Rows, Before.IsEmpty: true })
            || !lead.Assumed.TryGetValue(AmountRule.Amount, out var before)
            || IsSame(AmountRule.Amount, before, now)
        )
        {
            return null;
        }

        if (lead.Assumed.TryGetValue(AmountRule.Flag, out var flag) && !IsSame(AmountRule.Flag, flag, now))
        {
            remarks.Edited(lead.Id!.Value, AmountRule.Amount);
            return null;
        }

        return new PlannedField(AmountRule.Amount, now[AmountRule.Amount], before, "rollback");
    }

    private bool IsSame(string name, FieldValue value, LeadSnapshot now) =>
        FieldValues.Same(Field(name)!, value, now[name]);

    private PlannedLead? Inverse(LeadOutcome lead, LeadSnapshot? now, Remarks remarks)
    {
        if (now is null)
        {
            remarks.Gone(lead.Id!.Value);
            return null;
        }

        var edited = lead
            .Fields.Where(field =>
                Field(field.Name) is { } known
                && !FieldValues.Same(known, field.After, now[field.Name])
                && !FieldValues.Same(known, field.Before, now[field.Name])
            )
            .Select(field => field.Name)
            .ToList();
        edited.ForEach(name => remarks.Edited(lead.Id!.Value, name));
        if (lead.Action == LeadAction.Create)
        {
            return edited.Count > 0
                ? null
                : new PlannedLead
                {
                    Action = LeadAction.Delete,
                    Id = lead.Id,
                    Title = lead.Title,
                    Fields =
                    [
                        .. lead.Fields.Select(field => new PlannedField(
                            field.Name,
                            now[field.Name],
                            FieldValue.Empty,
                            "rollback"
                        )),
                    ],
                };
        }

        var fields = lead
            .Fields.Where(field =>
                !edited.Contains(field.Name)
                && Field(field.Name) is { } known
                && !FieldValues.Same(known, field.Before, now[field.Name])
            )
            .Select(field => new PlannedField(
                field.Name,
                now[field.Name],
                WithoutIds(field.Before),
                "rollback",
                FieldValues.Label(Field(field.Name)!, now[field.Name]),
                FieldValues.Label(Field(field.Name)!, field.Before)
            ))
            .ToList();
        fields.AddRange(
            fields.Exists(field => field.Name == AmountRule.Rows) && Amount(lead, now, remarks) is { } amount
                ? [amount]
                : []
        );
        return fields.Count == 0
            ? null
            : new PlannedLead
            {
                Action = LeadAction.Update,
                Id = lead.Id,
                Title = lead.Title,
                Fields = fields,
            };
    }

    private FieldDefinition? Field(string name) => catalogue.Find(name);

    /// <summary>Values that were deleted come back under new ids; kept ones are found by value.</summary>
    private static FieldValue WithoutIds(FieldValue value) =>
        value is MultifieldValue items
            ? new MultifieldValue([.. items.Items.Select(item => item with { Id = null })])
            : value;

    private static PlannedLead Recreated(LeadOutcome lead) =>
        new()
        {
            Action = LeadAction.Create,
            Key =
                (lead.Fields.FirstOrDefault(field => field.Name == "ORIGIN_ID")?.Before as TextValue)?.Text
                ?? $"rollback-{lead.Id}",
            Originator =
                (lead.Fields.FirstOrDefault(field => field.Name == "ORIGINATOR_ID")?.Before as TextValue)?.Text
                ?? "leadops/rollback",
            Title = lead.Title,
            Fields =
            [
                .. lead
                    .Fields.Where(field =>
                        field.Name is not "ORIGIN_ID" and not "ORIGINATOR_ID" && !field.Before.IsEmpty
                    )
                    .Select(field => new PlannedField(
                        field.Name,
                        FieldValue.Empty,
                        WithoutIds(field.Before),
                        "rollback"
                    )),
            ],
        };
}
