using LeadOps.Leads;
using LeadOps.Plans;

namespace LeadOps.Applying;

/// <summary>
/// Leads as the portal had them at one moment, by their line of the plan; a line without one is gone or hidden.
/// </summary>
/// <param name="IsCut">A list of leads by their keys was full: doubles have pushed others out.</param>
internal sealed record Seen(Dictionary<int, LeadSnapshot> Leads, DateTimeOffset At, bool IsCut = false)
{
    public LeadSnapshot? Of(PlanLine line) => Leads.GetValueOrDefault(line.Sequence);

    /// <summary>As planning saw them: what a plan holds of its leads is all that a write looks at.</summary>
    public static Seen Planned(Chunk chunk, DateTimeOffset at) =>
        new(
            chunk
                .Lines.Where(line => line.Lead.Action != LeadAction.Create)
                .ToDictionary(line => line.Sequence, line => Snapshot(line.Lead)),
            at
        );

    private static LeadSnapshot Snapshot(PlannedLead lead)
    {
        var snapshot = LeadSnapshot.Of(lead.Id!.Value);
        foreach (var (name, value) in lead.SentAlong.Concat(lead.Assumed))
        {
            snapshot.Set(name, value);
        }

        foreach (var field in lead.Fields)
        {
            snapshot.Set(field.Name, field.Before);
        }

        return snapshot;
    }
}
