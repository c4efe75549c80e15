using LeadOps.Plans;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>`--full`: every lead under its group's head.</summary>
internal sealed class PlanFullText(PlanLines lines)
{
    /// <summary>The order by change and group is made on disk.</summary>
    public void Write(IEnumerable<PlannedLead> leads, PlanByChange plan)
    {
        using var spool = new SortedSpool();
        var changes = plan.Rows.Select((row, place) => (row.Name, place)).ToDictionary(StringComparer.Ordinal);
        var places = plan.Shown.Select((group, place) => (group, place)).ToDictionary();
        var sequence = 0;
        foreach (var lead in leads)
        {
            foreach (var change in PlanByChange.ChangesOf(lead))
            {
                var place = plan.Of(lead, change) is { } group ? places[group] : int.MaxValue;
                spool.Add(SortedSpool.Key(changes[change], place, sequence++), PlannedLeadJson.Line(lead));
            }
        }

        (long, long)? current = null;
        foreach (var (key, line) in spool.Read())
        {
            var lead = PlanLeads.Read(line);
            var change = plan.Rows[(int)SortedSpool.Number(key, 0)].Name;
            var group = plan.Of(lead, change);
            var next = (SortedSpool.Number(key, 0), SortedSpool.Number(key, 1));
            if (next != current)
            {
                lines.Blank(current is not null);
                WriteHead(group, change, plan);
                current = next;
            }

            lines.Lead(
                lead,
                group is null || lead.Action == LeadAction.Delete
                    ? ChangeGroup.FieldsOf(lead, change)
                    : group.Varying(lead)
            );
        }

        lines.Blank(current is not null);
    }

    private void WriteHead(ChangeGroup? group, string change, PlanByChange plan)
    {
        if (group is not null)
        {
            lines.Head(group);
            return;
        }

        var (leads, groups) = plan.Others(change);
        lines.Line($"{PlanLines.Others(plan, leads, groups)}   [{change}]");
    }
}
