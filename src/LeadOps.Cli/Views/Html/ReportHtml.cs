using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Runs;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Html;

/// <summary>
/// A run as a page: how it ended, what is left to do, how it went over time, and what became of every lead.
/// </summary>
internal static class ReportHtml
{
    private static readonly Verdict[] Verdicts =
    [
        Verdict.Applied,
        Verdict.Unchanged,
        Verdict.Stale,
        Verdict.Differs,
        Verdict.Failed,
        Verdict.Unknown,
        Verdict.Skipped,
    ];

    public static void Write(TextWriter output, RunReport report, bool redact)
    {
        var page = new HtmlPage(output);
        var status = Spelled.AsCode(report.Status);
        page.Begin($"Run {report.Run}");
        page.Kind("run", report.Plan.Purpose);
        page.Line($"<h1>Run {E(report.Run)}: <span class=\"{status}\">{Spelled.AsText(report.Status)}</span></h1>");
        page.Facts(Facts(report, redact));
        page.Main();
        page.Box("bad", "Not all leads are as planned", [.. RunWords.Meanings(report.Summary)]);
        page.Box("warn", "To notice", [.. ToNotice(report, redact)]);
        page.Tiles(RunWords.Counts(report.Summary));
        RunChart.Write(output, [new RunSample(report.StartedAt, 0, null), .. report.Samples]);
        var changes = new ReportByChange(report);
        WriteChanges(page, report, changes);
        page.Box("", "Notes of the plan", [.. report.Notes.Select(note => ValueText.Message(note, redact)!)]);
        new LeadRows(page, report.Titles).Write(
            "Verdict",
            report.Summary.Total,
            changes.Names,
            [.. RunWords.Counts(report.Summary).Where(verdict => verdict.Count > 0).Select(verdict => verdict.Name)],
            RunWords.TroubleFirst(report).Select(lead => Row(lead, report.Titles, redact))
        );
        page.End($"LeadOps {report.Plan.ToolVersion}, plan {report.Plan.Id}");
    }

    private static IEnumerable<(string, string?)> Facts(RunReport report, bool redact) =>
        [
            ("Ran", $"{PlanFacts.Time(report.StartedAt)}, took {RunWords.Took(report.StartedAt, report.FinishedAt)}"),
            .. PlanFacts.Of(report.Plan, redact),
            ("Cost", $"{RunWords.Cost(report.Stats)} waited"),
        ];

    private static IEnumerable<string> ToNotice(RunReport report, bool redact)
    {
        if (report.NextCommand is { } next)
        {
            yield return $"Continue with `{next}`";
        }

        foreach (var line in report.Rejects.Lines)
        {
            yield return ValueText.Message(line, redact)!;
        }

        if (report.LeftAlone > 0)
        {
            yield return report.LeftAlone == 1
                ? "1 lead was edited since that run and keeps those edits."
                : $"{report.LeftAlone} leads were edited since that run and keep those edits.";
        }
    }

    private static void WriteChanges(HtmlPage page, RunReport report, ReportByChange changes)
    {
        var met = Verdicts.Where(verdict => changes.Names.Any(name => changes.Count(name, verdict) > 0)).ToList();
        if (met.Count == 0)
        {
            return;
        }

        var ofManifests = report.Plan.Manifests.Select(manifest => manifest.Description).ToHashSet();
        var descriptions = report
            .Plan.Changes.Where(change => !ofManifests.Contains(change.Description))
            .ToDictionary(change => change.Name, change => change.Description);
        var numbers = Each(
            met.Select(Name).Prepend("leads"),
            head => $"""<th scope="col" class="number">{head}</th>"""
        );
        page.Line("""<h2>Changes</h2><table class="totals"><caption>Verdicts per change</caption>""");
        page.Line($"<thead><tr>{Heads("change", "fields")}{numbers}</tr></thead><tbody>");
        foreach (var name in changes.Names)
        {
            var about = descriptions.GetValueOrDefault(name) is { } text
                ? $"<br><small>{E(ValueText.Reason(text, redact: false))}</small>"
                : "";
            page.Line(
                $"""<tr><th scope="row">{(name.Length > 0 ? E(name) : "-")}{about}</th>"""
                    + $"""<td data-head="fields">{FieldLines(changes.Fields(name), report.Titles)}</td>"""
                    + $"""<td class="number" data-head="leads">{changes.Leads(name)}</td>"""
                    + $"{Each(met, verdict => Count(verdict, changes.Count(name, verdict)))}</tr>"
            );
        }

        page.Line("</tbody></table>");
    }

    private static string Count(Verdict verdict, int count)
    {
        var name = Name(verdict);
        return count > 0
            ? $"""<td class="number" data-head="{name}"><span class="{name}">{count}</span></td>"""
            : """<td class="number none" data-none>0</td>""";
    }

    private static LeadRow Row(LeadOutcome lead, IReadOnlyDictionary<string, FieldTitle> titles, bool redact) =>
        new(
            lead.Id?.ToString() ?? ValueText.Key(lead.Key, redact) ?? "",
            ValueText.Title(lead.Title, redact),
            Name(lead.Verdict),
            ValueText.Error(lead.Error, redact),
            [
                .. lead
                    .Fields.Where(field => !field.Planned.IsNothing)
                    .Select(field => LeadField.Of(field, lead.Verdict, titles, redact)),
            ]
        );

    private static string Name(Verdict verdict) => Spelled.AsCode(verdict);
}
