using LeadOps.Diagnostics;
using LeadOps.Plans;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Html;

/// <summary>A table of the changes, then a section for each with its groups, which open.</summary>
internal sealed class PlanChangesHtml(HtmlPage page, IReadOnlyDictionary<string, FieldTitle> titles, bool redact)
{
    private const int Open = 3;

    public void Write(PlanByChange plan)
    {
        if (plan.Rows.Count == 0)
        {
            return;
        }

        page.Line("<h2>Changes</h2>");
        WriteTable(plan);
        foreach (var row in plan.Rows.Where(row => row.Leads > 0))
        {
            var about = row.Description is { } text ? $"<p>{E(ValueText.Reason(text, redact: false))}</p>" : "";
            var leads = Counted.Of(row.Leads, "lead");
            page.Line($"""<section class="panel change"><h3>{E(Name(row))} <small>{leads}</small></h3>{about}""");
            var groups = plan.Shown.Where(group => group.Change == row.Name).ToList();
            foreach (var (index, group) in groups.Index())
            {
                WriteGroup(group, isOpen: index < Open && groups.Count <= Open);
            }

            if (plan.Others(row.Name) is { Leads: > 0 } others)
            {
                var rest = PlanLines.Others(plan, others.Leads, others.Groups);
                page.Line($"""<p class="soft">… and {rest}, in the table below.</p>""");
            }

            page.Line("</section>");
        }
    }

    private void WriteTable(PlanByChange plan)
    {
        var heads = ChangeTable.Heads.Select((head, i) => $"""<th scope="col"{Number(i)}>{E(head)}</th>""");
        page.Line("""<table class="totals"><caption>Totals per change</caption>""");
        page.Line($"<thead><tr>{string.Concat(heads)}</tr></thead><tbody>");
        foreach (var (row, cells) in plan.Rows.Zip(ChangeTable.Rows(plan)))
        {
            var html = cells.Select(E).ToList();
            html[ChangeTable.FieldsColumn] = FieldLines(row.Fields, titles);
            var others = html.Skip(1).Select((cell, i) => Cell(i + 1, cell));
            page.Line($"""<tr><th scope="row">{html[0]}</th>{string.Concat(others)}</tr>""");
        }

        page.Line("</tbody></table>");
    }

    private static string Cell(int column, string html)
    {
        var none = html is "0" or "" ? " data-none" : "";
        return $"""<td{Number(column)}{none} data-head="{E(ChangeTable.Heads[column])}">{html}</td>""";
    }

    private static string Number(int column) =>
        ChangeTable.IsNumber(ChangeTable.Heads[column]) ? " class=\"number\"" : "";

    private void WriteGroup(ChangeGroup group, bool isOpen)
    {
        var action = Spelled.AsCode(group.Action);
        page.Line(
            $"""<details{(isOpen ? " open" : "")}><summary><b>{Counted.Of(group.Count, "lead")}</b> """
                + $"""<span class="{action}">{action}</span> {string.Join(", ", group.Fields.Select(Head))}</summary>"""
        );
        var spreads = group.Fields.Where(field => !field.HasOneAim && group.Count > 1).Select(field => E(field.Line()));
        var rest = group.Count - group.Sample.Count;
        var more = rest > 0 ? $"""<li class="soft">… and {Counted.Number(rest)} more</li>""" : "";
        var lines = spreads.Concat(group.Sample.Select(Lead));
        page.Line($"<ul>{Each(lines, line => $"<li>{line}</li>")}{more}</ul></details>");
    }

    private string Lead(PlannedLead lead)
    {
        var name = lead.Id?.ToString() ?? ValueText.Key(lead.Key, redact) ?? "";
        return $"#{E(name)} {E(ValueText.Title(lead.Title, redact))}";
    }

    private string Head(FieldSpread field) =>
        $"{Field(field.Name, titles)}{(field.HasOneAim ? E(field.Head()[field.Shown.Length..]) : "")}";

    private static string Name(ChangeRow row) => row.Name.Length > 0 ? row.Name : "-";
}
