using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// The part of a text plan that shows leads with their group: a few groups, or all of them in an order made on disk.
/// </summary>
internal sealed class PlanGroupsText(TextWriter output, PlanLines lines, bool redact)
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

            WriteLead(lead);
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
            leads.ForEach(WriteLead);
            if (group.Count > leads.Count)
            {
                output.WriteLine($"    … and {Counted.Number(group.Count - leads.Count)} more of this group");
            }
        }

        if (groups.Count > groups.Shown.Count)
        {
            output.WriteLine(
                $"  … and {Counted.Number(groups.Count - groups.Shown.Count)} more groups (--full shows all)"
            );
        }

        End(isWritten: true);
    }

    /// <summary>With the phones and e-mails that it is grouped by, unless they are planned themselves.</summary>
    private void WriteLead(PlannedLead lead)
    {
        var shared = lead
            .Assumed.Where(field => field.Value is MultifieldValue { IsEmpty: false })
            .Select(field => $"{field.Key} {ValueText.Of(ValueText.Shown(field.Key, field.Value, redact), null)}")
            .ToList();
        lines.Lead(lead, lead.Fields, shared.Count > 0 ? $"   [{string.Join("; ", shared)}]" : "");
    }

    private void WriteTitle() => output.WriteLine("By group:");

    private void WriteHead(LeadGroup group) =>
        output.WriteLine($"  group of #{group.First}, {Counted.Of(group.Size, "lead")}");

    private void End(bool isWritten)
    {
        if (isWritten)
        {
            output.WriteLine();
        }
    }
}
