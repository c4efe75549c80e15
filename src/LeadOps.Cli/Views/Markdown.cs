using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>
/// Fits a pull-request comment: summary first, then details up to a limit, with a count of what was cut.
/// </summary>
internal static partial class Markdown
{
    private const int MaxBytes = 57_000;
    private const int MaxBytesOfGroups = 20_000;
    private const int MaxNotes = 25;
    private const int MaxNote = 350;

    public static void Plan(TextWriter output, PlanPage page, bool redact)
    {
        var plan = page.Plan;
        using var top = new StringWriter();
        top.WriteLine($"### Plan for `{plan.Header.Portal.Host}`");
        top.WriteLine();
        page.Refusals.ToList()
            .ForEach(refusal =>
                top.WriteLine(
                    $"> **apply would refuse**: {Cell(Short(ValueText.Message(refusal, redact: false)!))}{top.NewLine}>"
                )
            );
        top.WriteLine(page.Refusals.Count > 0 ? top.NewLine : "");
        top.WriteLine(PlanTotals.Counts(plan.Footer.Counts, count => $"**{count}**"));
        if (PlanTotals.Nothing(plan.Footer.Counts) is { } nothing)
        {
            top.WriteLine();
            top.WriteLine(nothing);
        }

        PlanTotals.More(plan.Footer).ToList().ForEach(top.WriteLine);
        top.WriteLine();
        plan.Header.Manifests.ToList()
            .ForEach(manifest =>
                top.WriteLine(
                    $"- {Cell(manifest.Name)} (`{Cell(manifest.File)}`)"
                        + $"{(manifest.Description is { } text ? $": {Cell(Short(text))}" : "")}"
                )
            );
        top.WriteLine();
        WriteChanges(top, page.ByChange);
        plan.Footer.Warnings.Take(MaxNotes)
            .ToList()
            .ForEach(warning => top.WriteLine($"> {Cell(Short(ValueText.Message(warning, redact)!))}"));
        if (plan.Footer.Warnings.Count > MaxNotes)
        {
            top.WriteLine($"> … and {plan.Footer.Warnings.Count - MaxNotes} more notes");
        }

        output.Write(top);
        Table(
            output,
            "| lead | field | before | after | change |\n|---|---|---|---|---|",
            GroupedLeads.InOrder(plan),
            lead => Rows(lead, redact).Count(),
            lead => Rows(lead, redact),
            MaxBytes - Size(top.ToString())
        );
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
                $"- {Cell(Short(PlanTextView.Head(group)))}",
                .. group.Fields.Where(field => !field.HasOneAim).Select(field => $"  - {Cell(field.Line())}"),
            ];
        }

        if (plan.Others(change.Key) is { Leads: > 0 } others)
        {
            yield return
            [
                $"- … and {PlanTextView.Others(plan, others.Leads, others.Groups)}   {Cell($"[{change.Key}]")}",
            ];
        }
    }

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text) + 1;

    /// <summary>What goes with a deleted lead would fill the page; the saved plan holds it.</summary>
    private static IEnumerable<string> Rows(PlannedLead lead, bool redact)
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
                    $"| {name} | {field.Name} | {Cell(ValueText.Of(field.Before, field.BeforeLabel))} | "
                    + $"{Cell(ValueText.Of(field.After, field.AfterLabel))} | "
                    + $"{Cell(field.Change)}{Blocked(lead, redact)} |"
                );
    }

    public static void Report(TextWriter output, RunReport report, bool redact)
    {
        output.WriteLine($"### Run `{report.Run}` on `{report.Plan.Portal.Host}`: {RunWords.Status(report.Status)}");
        output.WriteLine();
        output.WriteLine(
            "| " + string.Join(" | ", RunWords.Counts(report.Summary).Select(pair => pair.Name)) + " | total |"
        );
        output.WriteLine("|" + string.Concat(Enumerable.Repeat("---|", 8)));
        output.WriteLine(
            "| "
                + string.Join(
                    " | ",
                    RunWords.Counts(report.Summary).Select(pair => pair.Count.ToString(CultureInfo.InvariantCulture))
                )
                + $" | {report.Summary.Total} |"
        );
        output.WriteLine();
        output.WriteLine(Cell(RunWords.Facts(report, redact)));
        output.WriteLine();
        foreach (var line in report.Rejects.Lines)
        {
            output.WriteLine($"- {ValueText.Message(line, redact)}");
        }

        if (report.LeftAlone > 0)
        {
            output.WriteLine($"{report.LeftAlone} leads were edited since that run and keep those edits.");
            output.WriteLine();
        }

        if (report.NextCommand is { } next)
        {
            output.WriteLine($"Continue with `{next}`.");
            output.WriteLine();
        }

        Table(
            output,
            "| lead | verdict | field | before | wanted | portal holds |\n|---|---|---|---|---|---|",
            RunWords.TroubleFirst(report),
            lead => lead.Fields.Count(field => !field.Planned.IsNothing),
            lead => Lines(lead, report, redact)
        );
    }

    private static IEnumerable<string> Lines(LeadOutcome lead, RunReport report, bool redact)
    {
        var name = lead.Id is { } id ? $"#{id}" : Cell(ValueText.Key(lead.Key, redact) ?? "");
        var why = lead.Error is { } error ? $": {Cell(Short(ValueText.Error(error, redact)!))}" : "";
        foreach (var field in lead.Fields.Where(field => !field.Planned.IsNothing))
        {
            var shown = ValueText.Legible(field.Planned, redact);
            yield return $"| {name} {Cell(ValueText.Title(lead.Title, redact))} "
                + $"| {lead.Verdict.ToString().ToLowerInvariant()}{why} | {field.Name} "
                + $"| {Cell(ValueText.Of(shown.Before, shown.BeforeLabel))} "
                + $"| {Cell(ValueText.Of(shown.After, shown.AfterLabel))} "
                + $"| {Cell(ValueText.Actual(field, report.Titles, redact))} |";
        }
    }

    private static void Table<T>(
        TextWriter output,
        string head,
        IEnumerable<T> items,
        Func<T, int> count,
        Func<T, IEnumerable<string>> lines,
        int max = MaxBytes - 2000
    )
    {
        var written = 0;
        var cut = 0;
        foreach (var item in items)
        {
            if (written > max)
            {
                cut += count(item);
                continue;
            }

            foreach (var line in lines(item))
            {
                if (written == 0)
                {
                    output.WriteLine();
                    output.WriteLine(head);
                }

                written += Size(line);
                cut += written > max ? 1 : 0;
                if (written <= max)
                {
                    output.WriteLine(line);
                }
            }
        }

        if (cut > 0)
        {
            output.WriteLine();
            output.WriteLine($"… {cut} more rows were cut.");
        }
    }

    private static string Blocked(PlannedLead lead, bool redact) =>
        lead.Action == LeadAction.Blocked
            ? " **blocked**: "
                + $"{Cell(Short(string.Join("; ", lead.Reasons.Select(reason => ValueText.Reason(reason, redact)))))}"
            : "";

    private static string Short(string text) =>
        text.Length > MaxNote ? string.Concat(text.AsSpan(0, MaxNote - 1), "…") : text;

    /// <summary>
    /// Leads are written by strangers: no columns, tags, links or pictures of theirs, and nobody is called by `@`.
    /// </summary>
    internal static string Cell(string text) => Mention().Replace(Escaped(text), "@<!-- -->");

    private static string Escaped(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("\n", " ", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.-])@")]
    private static partial Regex Mention();
}
