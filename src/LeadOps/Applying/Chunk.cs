using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Applying;

/// <summary>Up to 48 lines of one action that share requests.</summary>
/// <param name="IsWritten">Its writes stand before its reads.</param>
internal sealed record Chunk(IReadOnlyList<PlanLine> Lines, bool IsWritten = false)
{
    private readonly LeadAction action = Lines[0].Lead.Action;

    public bool IsCreate => action == LeadAction.Create;

    /// <summary>
    /// What is read lead by lead: nothing of a lead that has no id yet, nor of one that should be gone by then.
    /// </summary>
    public IReadOnlyList<(PlanLine Line, ApartField Field)> ReadApart =>
        IsCreate || (IsWritten && action == LeadAction.Delete)
            ? []
            : [.. Lines.SelectMany(line => Apart(line.Lead).Select(apart => (line, apart)))];

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
