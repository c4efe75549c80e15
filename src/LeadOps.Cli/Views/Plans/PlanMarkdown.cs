using LeadOps.Plans;
using static LeadOps.Cli.Views.Markdown;

namespace LeadOps.Cli.Views;

/// <summary>A plan for a pull request: summary first, then groups and leads while there is room.</summary>
internal static class PlanMarkdown
{
    private const int MaxBytesOfGroups = 20_000;
    private const int MaxNotes = 25;

    public static void Write(TextWriter output, PlanPage page, bool redact)
    {
        using var top = new StringWriter();
        WriteHead(top, page);
        WriteChanges(top, page.ByChange);
        WriteNotes(top, page.Plan.Footer.Warnings, redact);
        output.Write(top);
        var names = new FieldNames(page.Plan.Footer.Titles);
        Table(
            output,
            "| lead | field | before | after | change |\n|---|---|---|---|---|",
            GroupedLeads.InOrder(page.Plan),
            lead => Rows(lead, names, redact).Count(),
            lead => Rows(lead, names, redact),
            MaxBytes - Size(top.ToString())
        );
    }

    /// <summary>What would refuse the plan, the totals, the manifests.</summary>
    private static void WriteHead(TextWriter output, PlanPage page)
    {
        var plan = page.Plan;
        output.WriteLine($"### Plan for `{plan.Header.Portal.Host}`");
        output.WriteLine();
        foreach (var refusal in page.Refusals)
        {
            output.WriteLine($"> **apply would refuse**: {Cell(Short(ValueText.Message(refusal, redact: false)!))}");
            output.WriteLine(">");
        }

        output.WriteLine(page.Refusals.Count > 0 ? output.NewLine : "");
        output.WriteLine(PlanTotals.Counts(plan.Footer.Counts, count => $"**{count}**"));
        if (PlanTotals.Nothing(plan.Footer.Counts) is { } nothing)
        {
            output.WriteLine();
            output.WriteLine(nothing);
        }

        PlanTotals.More(plan.Footer).ToList().ForEach(output.WriteLine);
        output.WriteLine();
        plan.Header.Manifests.ToList()
            .ForEach(manifest =>
                output.WriteLine(
                    $"- {Cell(manifest.Name)} (`{Cell(manifest.File)}`)"
                        + $"{(manifest.Description is { } text ? $": {Cell(Short(text))}" : "")}"
                )
            );
        if (plan.Header.RollbackOf is { } run)
        {
            output.WriteLine($"- takes back the run `{run}`");
        }

        output.WriteLine();
    }

    private static void WriteNotes(TextWriter output, IReadOnlyList<string> warnings, bool redact)
    {
        warnings
            .Take(MaxNotes)
            .ToList()
            .ForEach(warning => output.WriteLine($"> {Cell(Short(ValueText.Message(warning, redact)!))}"));
        if (warnings.Count > MaxNotes)
        {
            output.WriteLine($"> … and {warnings.Count - MaxNotes} more notes");
        }
    }

    /// <summary>The table per change, then the biggest groups of each.</summary>
    private static void WriteChanges(TextWriter output, PlanByChange plan)
    {
        if (plan.Rows.Count == 0)
        {
            return;
        }

        output.WriteLine($"| {string.Join(" | ", ChangeTable.Heads)} |");
        output.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", ChangeTable.Heads.Count))}");
        foreach (var row in ChangeTable.Rows(plan))
        {
            output.WriteLine($"| {string.Join(" | ", row.Select(Cell))} |");
        }

        output.WriteLine();
        if (plan.Described.Count > 0)
        {
            plan.Described.ToList()
                .ForEach(row => output.WriteLine($"- {Cell(row.Name)}: {Cell(Short(row.Description!))}"));
            output.WriteLine();
        }

        var written = 0;
        foreach (var lines in plan.Shown.GroupBy(group => group.Change).SelectMany(change => Groups(plan, change)))
        {
            written += lines.Sum(Size);
            if (written > MaxBytesOfGroups)
            {
                output.WriteLine("- … and more groups; the saved plan shows all (`leadops show PLANFILE --full`)");
                break;
            }

            lines.ForEach(output.WriteLine);
        }

        output.WriteLine();
    }

    /// <summary>Each group in some lines, then how many groups and leads there are besides.</summary>
    private static IEnumerable<List<string>> Groups(PlanByChange plan, IGrouping<string, ChangeGroup> change)
    {
        foreach (var group in change)
        {
            yield return
            [
                $"- {Cell(Short(PlanLines.HeadOf(group)))}",
                .. group.Fields.Where(field => !field.HasOneAim).Select(field => $"  - {Cell(field.Line())}"),
            ];
        }

        if (plan.Others(change.Key) is { Leads: > 0 } others)
        {
            var rest = PlanLines.Others(plan, others.Leads, others.Groups);
            yield return [$"- … and {rest}   {Cell($"[{change.Key}]")}"];
        }
    }

    /// <summary>What goes with a deleted lead would fill the page; the saved plan holds it.</summary>
    private static IEnumerable<string> Rows(PlannedLead lead, FieldNames names, bool redact)
    {
        var name =
            $"{(lead.Id is { } id ? $"#{id}" : Cell(ValueText.Key(lead.Key, redact) ?? ""))} "
            + $"{Cell(ValueText.Title(lead.Title, redact))}"
            + $"{(GroupedLeads.Note(lead) is { } note ? $" ({note})" : "")}";
        return lead.Action == LeadAction.Delete && lead.Fields.Count > 0
            ? [$"| {name} | deleted | | | {Cell(lead.Fields[0].Change)} |"]
            : lead
                .Fields.Select(field => ValueText.Legible(field, redact))
                .Select(field =>
                    $"| {name} | {Cell(names.Of(field.Name))} | "
                    + $"{Cell(ValueText.Of(field.Before, field.BeforeLabel))} | "
                    + $"{Cell(ValueText.Of(field.After, field.AfterLabel))} | "
                    + $"{Cell(field.Change)}{Blocked(lead, redact)} |"
                );
    }

    private static string Blocked(PlannedLead lead, bool redact) =>
        lead.Action == LeadAction.Blocked
            ? " **blocked**: "
                + $"{Cell(Short(string.Join("; ", lead.Reasons.Select(reason => ValueText.Reason(reason, redact)))))}"
            : "";
}
