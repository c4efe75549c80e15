using System.Globalization;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// The part of a text plan that shows leads with their group: a few groups whole, the others as a number.
/// </summary>
internal sealed class PlanGroupsText(
    TextWriter output,
    bool full,
    Action<PlannedLead, IEnumerable<PlannedField>> writeLead
)
{
    private const int Shown = 10;
    private const int LeadsPerGroup = 8;

    public void Write(Plan plan)
    {
        if (!plan.Footer.IsGrouped)
        {
            return;
        }

        LeadGroup? current = null;
        var (groups, leads) = (0, 0);
        foreach (var lead in GroupedLeads.InOrder(plan).TakeWhile(lead => lead.Group is not null))
        {
            if (lead.Group!.First != current?.First)
            {
                WriteRest(groups, leads);
                (current, leads) = (lead.Group, 0);
                groups++;
                WriteHead(groups, current);
            }

            leads++;
            if (full || (groups <= Shown && leads <= LeadsPerGroup))
            {
                writeLead(lead, lead.Fields);
            }
        }

        WriteRest(groups, leads);
        if (!full && groups > Shown)
        {
            output.WriteLine($"  … and {Text(groups - Shown)} more groups (--full shows all)");
        }

        if (groups > 0)
        {
            output.WriteLine();
        }
    }

    private void WriteHead(int groups, LeadGroup group)
    {
        if (groups == 1)
        {
            output.Write(full ? "" : output.NewLine);
            output.WriteLine("By group:");
        }

        if (full || groups <= Shown)
        {
            output.WriteLine($"  group of #{group.First}, {Text(group.Size)} leads");
        }
    }

    private void WriteRest(int groups, int leads)
    {
        if (!full && groups > 0 && groups <= Shown && leads > LeadsPerGroup)
        {
            output.WriteLine($"    … and {Text(leads - LeadsPerGroup)} more of this group");
        }
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
