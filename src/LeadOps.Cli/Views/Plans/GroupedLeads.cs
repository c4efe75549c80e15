using LeadOps.Plans;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>
/// The leads of a plan with `groupBy` together by group, whatever happens to each; the order is made on disk.
/// </summary>
internal static class GroupedLeads
{
    /// <summary>
    /// Groups by the id of their first lead, each in its own order; then the leads that are in no group.
    /// </summary>
    public static IEnumerable<PlannedLead> InOrder(Plan plan) =>
        plan.Footer.IsGrouped ? Sorted(plan.Leads) : plan.Leads;

    public static string? Note(PlannedLead lead) =>
        lead.Group is { } group ? $"{(group.Place == 0 ? "first of" : "in")} the group of #{group.First}" : null;

    private static IEnumerable<PlannedLead> Sorted(IEnumerable<PlannedLead> leads)
    {
        using var spool = new SortedSpool();
        var sequence = 0;
        foreach (var lead in leads)
        {
            spool.Add(
                SortedSpool.Key(lead.Group?.First.Value ?? long.MaxValue, lead.Group?.Place ?? 0, sequence++),
                PlannedLeadJson.Line(lead)
            );
        }

        foreach (var (_, line) in spool.Read())
        {
            yield return PlanLeads.Read(line);
        }
    }
}
