using LeadOps.Applying;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Planning;
using LeadOps.Plans;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Rollback;

/// <summary>The leads that a run may have written, and what the portal holds of them now.</summary>
internal sealed class WrittenLeads(PortalReader reader, FieldCatalogue catalogue, TimeProvider clock)
{
    private readonly CurrentLeads current = new(reader, catalogue, clock);

    /// <summary>What the portal may hold of the run; a create whose answer was lost has only its key.</summary>
    public static IEnumerable<LeadOutcome> Of(RunReport run) =>
        run.Leads.Where(lead =>
            lead.Verdict is Verdict.Applied or Verdict.Differs or Verdict.Failed or Verdict.Unknown
            && (lead.Id is not null || lead is { Key: not null, Originator: not null })
        );

    /// <summary>Without those that were never made.</summary>
    public async Task<List<LeadOutcome>> IdentifiedAsync(
        IReadOnlyCollection<LeadOutcome> leads,
        CancellationToken cancellationToken
    )
    {
        var known = leads.Where(lead => lead.Id is not null).ToList();
        foreach (var keyed in leads.Where(lead => lead.Id is null).GroupBy(lead => lead.Originator))
        {
            var lines = new Chunk([.. keyed.Select(lead => new PlanLine(lead.Sequence, ByKey(lead)))]);
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

    public async Task<IEnumerable<(LeadOutcome Lead, LeadSnapshot? Now)>> CurrentAsync(
        IReadOnlyList<LeadOutcome> leads,
        CancellationToken cancellationToken
    )
    {
        if (leads.Count == 0)
        {
            return [];
        }

        var lines = new Chunk([.. leads.Select(lead => new PlanLine(lead.Sequence, ById(lead)))]);
        var seen = await current.ReadAsync(lines, cancellationToken);
        return leads.Zip(lines.Lines, (lead, line) => (lead, seen.Of(line)));
    }

    private static PlannedLead ByKey(LeadOutcome lead) =>
        new()
        {
            Action = LeadAction.Create,
            Key = lead.Key,
            Originator = lead.Originator,
            Title = lead.Title,
            Fields = [],
        };

    /// <summary>A lead that the run made is read whole: anybody may have changed any field of it.</summary>
    private PlannedLead ById(LeadOutcome lead) =>
        new()
        {
            Action = LeadAction.Update,
            Id = lead.Id,
            Title = lead.Title,
            Fields =
            [
                .. lead.Action == LeadAction.Create
                    ? Deletions
                        .Reads(catalogue)
                        .Select(name => new PlannedField(name, FieldValue.Empty, Uploaded(lead, name), ""))
                    : lead.Fields.Select(field => new PlannedField(field.Name, field.Before, field.After, "")),
            ],
            Assumed = lead
                .Fields.SelectMany(field => FieldRules.AssumedWith(field.Name))
                .Distinct()
                .Where(lead.Assumed.ContainsKey)
                .ToDictionary(name => name, name => lead.Assumed[name], StringComparer.Ordinal),
        };

    /// <summary>What the run uploaded is read with name and size.</summary>
    private static FieldValue Uploaded(LeadOutcome lead, string name) =>
        lead.Fields.FirstOrDefault(field => field.Name == name && Uploads.Has(field.After))?.After ?? FieldValue.Empty;
}
