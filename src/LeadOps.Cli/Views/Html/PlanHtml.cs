using LeadOps.Diagnostics;
using LeadOps.Plans;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Html;

/// <summary>A plan as a page for whoever approves it.</summary>
internal static class PlanHtml
{
    public static void Write(TextWriter output, PlanPage plan, bool redact)
    {
        var page = new HtmlPage(output);
        var (header, footer) = (plan.Plan.Header, plan.Plan.Footer);
        page.Begin($"Plan for {header.Portal.Host}");
        page.Kind("plan", header.Purpose);
        page.Line($"<h1>Plan for {E(header.Portal.Host)}</h1>");
        page.Facts([
            ("Made", $"{PlanFacts.Time(header.CreatedAt)}, valid until {PlanFacts.Time(header.ExpiresAt)}"),
            .. PlanFacts.Of(header, redact),
        ]);
        page.Main();
        page.Box("bad", "apply would refuse this plan", Messages(plan.Refusals, redact));
        page.Tiles(Totals(footer));
        var nothing = PlanTotals.Nothing(footer.Counts) is { } text ? [text] : Array.Empty<string>();
        page.Line($"<p>{string.Join("<br>", nothing.Concat(PlanTotals.More(footer)).Select(E))}</p>");
        page.Box("warn", "Notes", Messages(footer.Warnings, redact));
        new PlanChangesHtml(page, footer.Titles, redact).Write(plan.ByChange);
        new LeadRows(page, footer.Titles).Write(
            "Action",
            footer.Counts.Writes + footer.Counts.Blocked,
            [.. plan.ByChange.Rows.Select(row => row.Name)],
            ["update", "create", "delete", "blocked"],
            GroupedLeads.InOrder(plan.Plan).Select(lead => Row(lead, redact))
        );
        page.End($"LeadOps {header.ToolVersion}, plan {header.Id}");
    }

    private static List<string> Messages(IReadOnlyList<string> texts, bool redact) =>
        [.. texts.Select(text => ValueText.Message(text, redact)!)];

    private static IEnumerable<(string, int)> Totals(PlanFooter footer) =>
        [
            ("update", footer.Counts.Update),
            ("create", footer.Counts.Create),
            ("delete", footer.Counts.Delete),
            ("unchanged", footer.Counts.Unchanged),
            ("blocked", footer.Counts.Blocked),
            .. footer.Rejects.Count > 0 ? new[] { ("rejects", footer.Rejects.Count) } : [],
        ];

    private static LeadRow Row(PlannedLead lead, bool redact)
    {
        var reasons = lead.Reasons.Select(reason => ValueText.Reason(reason, redact));
        return new LeadRow(
            lead.Id?.ToString() ?? ValueText.Key(lead.Key, redact) ?? "",
            ValueText.Title(lead.Title, redact),
            Spelled.AsCode(lead.Action),
            string.Join("; ", reasons.Concat(GroupedLeads.Note(lead) is { } note ? [note] : [])),
            [.. lead.Fields.Where(field => !field.IsNothing).Select(field => LeadField.Of(field, redact))]
        );
    }
}
