using System.Globalization;
using System.Net;
using LeadOps.Plans;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>One self-contained page; everything inside is escaped, nothing is fetched.</summary>
internal static class Html
{
    private const int MaxValue = 200;

    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2733}
        h1{font-size:1.4rem}.totals{display:flex;flex-wrap:wrap;gap:.6rem;margin:1rem 0}
        .totals div{border:1px solid #d5dce3;border-radius:.5rem;padding:.5rem .9rem;min-width:5rem}
        .totals b{display:block;font-size:1.4rem}input{font:inherit;padding:.4rem .6rem;width:22rem;max-width:100%}
        table{border-collapse:collapse;width:100%;margin-top:.8rem}td,th{border-bottom:1px solid #e3e8ed;padding:.35rem .5rem;text-align:left;vertical-align:top}
        del{color:#a12622;background:#fdeceb;text-decoration:none}ins{color:#176b3a;background:#e8f6ed;text-decoration:none}
        .applied,.unchanged{color:#176b3a}.stale,.skipped,.unknown{color:#8a5a00}.failed,.differs,.blocked{color:#a12622}
        .none{color:#8b98a5}figure{margin:0}svg{width:100%;border:1px solid #e3e8ed;border-radius:.5rem}figcaption{color:#5a6672;font-size:.85rem}
        """;

    public static void Report(TextWriter output, RunReport report, bool redact)
    {
        Head(output, $"Run {report.Run}");
        output.WriteLine(
            $"<h1>Run {E(report.Run)} on {E(report.Plan.Portal.Host)}: <span class=\"{(report.Status is RunStatus.Succeeded or RunStatus.Paused ? "applied" : "failed")}\">{report.Status.ToString().ToLowerInvariant()}</span></h1>"
        );
        output.WriteLine(
            $"<p>{report.StartedAt:yyyy-MM-dd HH:mm:ss} UTC, {report.Stats.HttpRequests} requests, {report.Stats.Retries} retries, {report.Stats.ThrottledSeconds.ToString("0.#", CultureInfo.InvariantCulture)} s throttled.{(report.Rejects.Text is { } rejects ? $" {E(ValueText.Message(rejects, redact) ?? "")}." : "")}{(report.LeftAlone > 0 ? $" {report.LeftAlone} leads were edited since that run and keep those edits." : "")}{(report.NextCommand is { } next ? $" Continue with <code>{E(next)}</code>." : "")}</p>"
        );
        Totals(output, Json.Counts(report.Summary));
        HtmlChart.Write(output, [new RunSample(report.StartedAt, 0, null), .. report.Samples]);
        HtmlTable.Write(
            output,
            "Verdict",
            report.Summary.Total,
            report.Leads.Select(lead => new HtmlRow(
                lead.Id?.ToString() ?? ValueText.Key(lead.Key, redact) ?? "",
                ValueText.Title(lead.Title, redact),
                lead.Verdict.ToString().ToLowerInvariant(),
                ValueText.Error(lead.Error, redact),
                [
                    .. lead
                        .Fields.Where(field => !field.Planned.IsNothing)
                        .Select(field =>
                            Shown(field.Planned, redact) with
                            {
                                Actual =
                                    lead.Verdict == Verdict.Differs && field.Actual is not null
                                        ? ValueText.Actual(field, redact, MaxValue)
                                        : null,
                            }
                        ),
                ]
            ))
        );
        Foot(output);
    }

    public static void Plan(TextWriter output, PlanPage page, bool redact)
    {
        var plan = page.Plan;
        Head(output, "Plan");
        var counts = plan.Footer.Counts;
        output.WriteLine($"<h1>Plan for {E(plan.Header.Portal.Host)}</h1>");
        Totals(
            output,
            [
                ("update", counts.Update),
                ("create", counts.Create),
                ("delete", counts.Delete),
                ("unchanged", counts.Unchanged),
                ("blocked", counts.Blocked),
            ]
        );
        output.WriteLine(
            $"<p>{string.Join("<br>", plan.Header.Manifests.Select(manifest => $"{E(manifest.Name)} <small>{E(manifest.File)}</small>").Concat(PlanTotals.More(plan.Footer).Select(E)))}</p>"
        );
        page.Refusals.ToList()
            .ForEach(refusal =>
                output.WriteLine(
                    $"<p class=\"blocked\"><b>apply would refuse</b>: {E(ValueText.Message(refusal, redact: false)!)}</p>"
                )
            );
        Changes(output, page.ByChange);
        plan.Footer.Warnings.ToList()
            .ForEach(warning => output.WriteLine($"<p>{E(ValueText.Message(warning, redact)!)}</p>"));
        HtmlTable.Write(
            output,
            "Action",
            counts.Writes + counts.Blocked,
            GroupedLeads
                .InOrder(plan)
                .Select(lead => new HtmlRow(
                    lead.Id?.ToString() ?? ValueText.Key(lead.Key, redact) ?? "",
                    ValueText.Title(lead.Title, redact),
                    lead.Action.ToString().ToLowerInvariant(),
                    string.Join(
                        "; ",
                        lead.Reasons.Select(reason => ValueText.Reason(reason, redact))
                            .Concat(GroupedLeads.Note(lead) is { } note ? [note] : [])
                    ),
                    [.. lead.Fields.Where(field => !field.IsNothing).Select(field => Shown(field, redact))]
                ))
        );
        Foot(output);
    }

    private static void Changes(TextWriter output, PlanByChange plan)
    {
        if (plan.Rows.Count == 0)
        {
            return;
        }

        static string Row(IEnumerable<string> cells, string tag) =>
            $"<tr>{string.Concat(cells.Select(cell => $"<{tag}>{E(cell)}</{tag}>"))}</tr>";
        output.WriteLine(
            $"<table class=\"changes\"><thead>{Row(ChangeTable.Heads, "th")}</thead><tbody>{string.Concat(ChangeTable.Rows(plan).Select(row => Row(row, "td")))}</tbody></table>"
        );
    }

    private static HtmlField Shown(PlannedField field, bool redact)
    {
        var shown = ValueText.Legible(field, redact);
        return new HtmlField(
            field.Name,
            ValueText.Of(shown.Before, shown.BeforeLabel, MaxValue),
            ValueText.Of(shown.After, shown.AfterLabel, MaxValue)
        );
    }

    private static void Head(TextWriter output, string title) =>
        output.WriteLine(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(title)}</title><style>{Style}</style></head><body>"
        );

    private static void Foot(TextWriter output) => output.WriteLine("</body></html>");

    private static void Totals(TextWriter output, IEnumerable<(string Name, int Count)> totals)
    {
        output.WriteLine("<div class=\"totals\">");
        totals
            .ToList()
            .ForEach(total =>
                output.WriteLine(
                    $"<div class=\"{(total.Count == 0 ? "none" : total.Name)}\"><b>{total.Count}</b>{total.Name}</div>"
                )
            );
        output.WriteLine("</div>");
    }

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
