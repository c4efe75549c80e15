using System.Globalization;
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
            page.Line(
                $"<section class=\"panel change\"><h3>{E(Name(row))} <small>{Leads(row.Leads)}</small></h3>{(row.Description is { } text ? $"<p>{E(ValueText.Reason(text, redact: false))}</p>" : "")}"
            );
            var groups = plan.Shown.Where(group => group.Change == row.Name).ToList();
            foreach (var (index, group) in groups.Index())
            {
                WriteGroup(group, isOpen: index < Open && groups.Count <= Open);
            }

            if (plan.Others(row.Name) is { Leads: > 0 } others)
            {
                page.Line(
                    $"<p class=\"soft\">… and {Leads(others.Leads)} in {(plan.KnowsOthers ? "" : "more than ")}{Text(others.Groups)} other groups, in the table below.</p>"
                );
            }

            page.Line("</section>");
        }
    }

    private void WriteTable(PlanByChange plan)
    {
        page.Line(
            $"<table class=\"totals\"><caption>Totals per change</caption><thead><tr>{string.Concat(ChangeTable.Heads.Select((head, i) => $"<th scope=\"col\"{Number(i)}>{E(head)}</th>"))}</tr></thead><tbody>"
        );
        foreach (var (row, cells) in plan.Rows.Zip(ChangeTable.Rows(plan)))
        {
            var html = cells.Select(E).ToList();
            html[ChangeTable.FieldsColumn] = FieldLines(row.Fields, titles);
            page.Line(
                $"<tr><th scope=\"row\">{html[0]}</th>{string.Concat(html.Skip(1).Select((cell, i) => Cell(i + 1, cell)))}</tr>"
            );
        }

        page.Line("</tbody></table>");
    }

    private static string Cell(int column, string html) =>
        $"<td{Number(column)}{(html is "0" or "" ? " data-none" : "")} data-head=\"{E(ChangeTable.Heads[column])}\">{html}</td>";

    private static string Number(int column) =>
        ChangeTable.IsNumber(ChangeTable.Heads[column]) ? " class=\"number\"" : "";

    private void WriteGroup(ChangeGroup group, bool isOpen)
    {
        page.Line(
            $"<details{(isOpen ? " open" : "")}><summary><b>{Leads(group.Count)}</b> <span class=\"{group.Action.ToString().ToLowerInvariant()}\">{group.Action.ToString().ToLowerInvariant()}</span> {string.Join(", ", group.Fields.Select(Head))}</summary>"
        );
        var spreads = group.Fields.Where(field => !field.HasOneAim && group.Count > 1).Select(field => E(field.Line()));
        var leads = group.Sample.Select(lead =>
            $"#{E(lead.Id?.ToString() ?? ValueText.Key(lead.Key, redact) ?? "")} {E(ValueText.Title(lead.Title, redact))}"
        );
        var rest = group.Count - group.Sample.Count;
        page.Line(
            $"<ul>{string.Concat(spreads.Concat(leads).Select(line => $"<li>{line}</li>"))}{(rest > 0 ? $"<li class=\"soft\">… and {Text(rest)} more</li>" : "")}</ul></details>"
        );
    }

    private string Head(FieldSpread field) =>
        $"{Field(field.Name, titles)}{(field.HasOneAim ? E(field.Head()[field.Name.Length..]) : "")}";

    private static string Name(ChangeRow row) => row.Name.Length > 0 ? row.Name : "-";

    private static string Leads(int count) => $"{Text(count)} {(count == 1 ? "lead" : "leads")}";

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
