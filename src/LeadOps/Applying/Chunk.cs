using LeadOps.Plans;
using LeadOps.Portal.Leads;

namespace LeadOps.Applying;

/// <summary>Up to 48 lines of one action that share requests.</summary>
/// <param name="IsWritten">Its writes stand before its reads.</param>
internal sealed record Chunk(IReadOnlyList<PlanLine> Lines, bool IsWritten = false)
{
    private readonly LeadAction action = Lines[0].Lead.Action;
    private readonly IReadOnlyList<(PlanLine, ApartField)> apart = ApartOf(Lines);

    public bool IsCreate => action == LeadAction.Create;

    /// <summary>
    /// What is read lead by lead: nothing of a lead that has no id yet, nor of one that should be gone by then.
    /// </summary>
    public IReadOnlyList<(PlanLine Line, ApartField Field)> ReadApart =>
        IsCreate || (IsWritten && action == LeadAction.Delete) ? [] : apart;

    /// <summary>What has to be read of this lead alone; nothing of most leads.</summary>
    public static IReadOnlyList<ApartField> Apart(PlannedLead lead)
    {
        List<ApartField>? parts = null;
        foreach (var apart in ApartField.All)
        {
            if (lead.Plans(apart.Name) || lead.Assumed.ContainsKey(apart.Name))
            {
                (parts ??= []).Add(apart);
            }
        }

        return parts ?? (IReadOnlyList<ApartField>)[];
    }

    /// <summary>The same of several leads, in their order.</summary>
    public static List<(PlanLine Line, ApartField Field)> ApartOf(IEnumerable<PlanLine> lines)
    {
        var parts = new List<(PlanLine, ApartField)>();
        foreach (var line in lines)
        {
            foreach (var apart in line.Apart)
            {
                parts.Add((line, apart));
            }
        }

        return parts;
    }
}

/// <summary>
/// A chunk whose leads were just read, and verdicts that wait to be recorded together with its intents.
/// </summary>
internal sealed record ReadChunk(Chunk Chunk, Seen Seen, IReadOnlyList<Runs.LeadOutcome> Carried);
