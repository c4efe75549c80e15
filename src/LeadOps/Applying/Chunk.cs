using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Applying;

/// <summary>Up to 48 lines of one action that share requests.</summary>
internal sealed record Chunk(IReadOnlyList<PlanLine> Lines)
{
    public bool IsCreate { get; } = Lines[0].Lead.Action == LeadAction.Create;

    /// <summary>What has to be read of this lead alone.</summary>
    public static IEnumerable<ApartField> Apart(PlannedLead lead) =>
        ApartField.All.Where(apart =>
            lead.Fields.Any(field => field.Name == apart.Name) || lead.Assumed.ContainsKey(apart.Name)
        );
}

/// <summary>
/// A chunk whose leads were just read, and verdicts that wait to be recorded together with its intents.
/// </summary>
internal sealed record ReadChunk(Chunk Chunk, Seen Seen, IReadOnlyList<Runs.LeadOutcome> Carried);
