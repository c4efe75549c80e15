using System.Globalization;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// The part of a text plan that shows leads with their group: a few groups, or all of them in an order made on disk.
/// </summary>
internal sealed class PlanGroupsText(TextWriter output, Action<PlannedLead, IEnumerable<PlannedField>> writeLead)
{
    public void WriteAll(Plan plan)
    {
        LeadGroup? current = null;
        foreach (var lead in GroupedLeads.InOrder(plan).TakeWhile(lead => lead.Group is not null))
        {
            if (current is null)
            {
                WriteTitle();
            }

            if (lead.Group!.First != current?.First)
            {
                WriteHead(current = lead.Group);
            }

            writeLead(lead, lead.Fields);
        }

        End(current is not null);
    }

    public void WriteSamples(GroupSamples groups)
    {
        if (groups.Count == 0)
        {
            return;
        }

        output.WriteLine();
        WriteTitle();
        foreach (var group in groups.Shown)
        {
            WriteHead(group.Group);
            var leads = group.Leads.ToList();
            leads.ForEach(lead => writeLead(lead, lead.Fields));
            if (group.Count > leads.Count)
            {
                output.WriteLine($"    … and {Text(group.Count - leads.Count)} more of this group");
            }
        }

        if (groups.Count > groups.Shown.Count)
        {
            output.WriteLine($"  … and {Text(groups.Count - groups.Shown.Count)} more groups (--full shows all)");
        }

        End(isWritten: true);
    }

    private void WriteTitle() => output.WriteLine("By group:");

    private void WriteHead(LeadGroup group) =>
        output.WriteLine($"  group of #{group.First}, {Text(group.Size)} {(group.Size == 1 ? "lead" : "leads")}");

    private void End(bool isWritten)
    {
        if (isWritten)
        {
            output.WriteLine();
        }
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
