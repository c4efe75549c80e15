using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Runs;
using static LeadOps.Cli.Views.Markdown;

namespace LeadOps.Cli.Views;

/// <summary>A run as a comment: verdicts, what to type next, and the leads, those that want a look first.</summary>
internal static class ReportMarkdown
{
    /// <summary>What the lines above the leads may need.</summary>
    private const int Summary = 2000;

    public static void Write(TextWriter output, RunReport report, bool redact)
    {
        output.WriteLine($"### Run `{report.Run}` on `{report.Plan.Portal.Host}`: {Spelled.AsText(report.Status)}");
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
            lead => Lines(lead, report, redact),
            MaxBytes - Summary
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
                + $"| {Spelled.AsCode(lead.Verdict)}{why} | {field.Name} "
                + $"| {Cell(ValueText.Of(shown.Before, shown.BeforeLabel))} "
                + $"| {Cell(ValueText.Of(shown.After, shown.AfterLabel))} "
                + $"| {Cell(ValueText.Actual(field, report.Titles, redact))} |";
        }
    }
}
