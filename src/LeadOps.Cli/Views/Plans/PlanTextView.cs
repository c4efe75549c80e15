using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// A plan to read: what would refuse it, a table per change, the groups of each change with samples, totals,
/// forecast.
/// </summary>
internal sealed class PlanTextView(TextWriter output, bool full, bool redact, bool colour, int? terminalWidth = null)
{
    public const int Notes = 25;

    private const int Width = 120;
    private const int Named = 3;

    private readonly PlanLines lines = new(output, redact, colour, terminalWidth);

    public void Write(PlanPage page)
    {
        var (plan, byChange) = (page.Plan, page.ByChange);
        var (header, footer) = (plan.Header, plan.Footer);
        lines.Names = new FieldNames(footer.Titles);
        lines.Line($"Plan for {header.Portal.Name} ({header.Portal.Host}), as {ValueText.User(header.Portal, redact)}");
        foreach (var manifest in header.Manifests)
        {
            lines.Line(
                $"  manifest {manifest.Name}  {manifest.File}"
                    + $"{(manifest.Description is { } text ? $"  {ValueText.Reason(text, false)}" : "")}"
            );
        }

        if (header.RollbackOf is { } run)
        {
            lines.Line($"  takes back the run {run}");
        }

        foreach (var refusal in page.Refusals)
        {
            lines.Line(
                $"{lines.Paint("refused", "31")}  apply would refuse: {ValueText.Message(refusal, redact: false)}"
            );
        }

        lines.Line("");
        if (byChange.Rows.Count > 0)
        {
            ChangeTable.Write(output, byChange, terminalWidth ?? Width, colour);
            foreach (var row in byChange.Described)
            {
                lines.Line($"  {row.Name}: {ValueText.Reason(row.Description!, redact: false)}");
            }

            lines.Line("");
        }

        WriteNotes(footer);
        var groups = new PlanGroupsText(output, lines, redact);
        if (full)
        {
            new PlanFullText(lines).Write(plan.Leads.Where(lead => lead.Group is null), byChange);
            groups.WriteAll(plan);
        }
        else
        {
            WriteSamples(byChange, PlanLength.Of(byChange, footer.Warnings.Count));
            groups.WriteSamples(byChange.ByGroup);
        }

        WriteTotals(footer);
    }

    private void WriteSamples(PlanByChange plan, PlanLength length)
    {
        foreach (var change in plan.Shown.GroupBy(group => group.Change))
        {
            foreach (var group in change.Take(length.Groups))
            {
                lines.Head(group);
                if (group.Sample[0].Group is null)
                {
                    WriteSample(group, length.Samples);
                }

                lines.Line("");
            }

            var cut = change.Skip(length.Groups).ToList();
            var (leads, groups) = plan.Others(change.Key);
            WriteOthers(plan, change.Key, leads + cut.Sum(group => group.Count), groups + cut.Count);
        }
    }

    private void WriteSample(ChangeGroup group, int samples)
    {
        var shown = group.Sample.Take(samples).ToList();
        if (group.Count > shown.Count)
        {
            group.Fields.Where(field => !field.HasOneAim).ToList().ForEach(field => lines.Line($"    {field.Line()}"));
        }

        shown.ForEach(lead => lines.Lead(lead, group.Varying(lead)));
        if (shown.Count > 0 && group.Count > shown.Count)
        {
            lines.Line($"    … and {Counted.Number(group.Count - shown.Count)} more (--full shows all)");
        }
        else if (shown.Count == 0)
        {
            var names = group
                .Sample.Take(Named)
                .Select(lead => $"{lines.Name(lead)} {ValueText.Title(lead.Title, redact)}");
            var more =
                group.Count > Named ? $", … and {Counted.Number(group.Count - Named)} more (--full shows all)" : "";
            lines.Line($"    {string.Join(", ", names)}{more}");
        }
    }

    private void WriteOthers(PlanByChange plan, string change, int leads, int groups)
    {
        if (leads > 0)
        {
            lines.Line($"  … and {PlanLines.Others(plan, leads, groups)}   [{change}] (--full shows all)");
            lines.Line("");
        }
    }

    private void WriteNotes(PlanFooter footer)
    {
        foreach (var warning in full ? footer.Warnings : footer.Warnings.Take(Notes))
        {
            lines.Line($"{lines.Paint("note", "36")}  {ValueText.Message(warning, redact)}");
        }

        if (!full && footer.Warnings.Count > Notes)
        {
            lines.Line(
                $"{lines.Paint("note", "36")}  … and {Counted.Number(footer.Warnings.Count - Notes)} more notes "
                    + "(--full shows all)"
            );
        }

        lines.Blank(footer.Warnings.Count > 0);
    }

    private void WriteTotals(PlanFooter footer)
    {
        var counts = footer.Counts;
        if (PlanTotals.Nothing(counts) is { } nothing)
        {
            lines.Line(nothing);
        }

        lines.Line($"Plan: {PlanTotals.Counts(counts)}");
        PlanTotals.More(footer).ToList().ForEach(line => lines.Line($"      {line}"));
    }
}
