using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LeadOps.Fields;
using LeadOps.Plans;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Html;

/// <summary>
/// The leads with search and filters. Up to a few thousand they are table rows; beyond, the page carries them as data
/// and its script shows as many as are looked at.
/// </summary>
internal sealed class LeadRows(HtmlPage page, IReadOnlyDictionary<string, FieldTitle> titles)
{
    private const int MaxPlain = 2000;

    private static readonly JsonWriterOptions Data = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <param name="state">What the states are called.</param>
    public void Write(
        string state,
        int count,
        IReadOnlyList<string> changes,
        IReadOnlyList<string> states,
        IEnumerable<LeadRow> rows
    )
    {
        page.Line("<h2>Leads</h2><div class=\"filters\" id=\"filters\" role=\"search\" hidden>");
        page.Line("<label class=\"grow\">Search leads<input id=\"search\" type=\"search\" autocomplete=\"off\"");
        page.Line("""placeholder="id, title, field or value"></label>""");
        Select("change", "Change", changes);
        Select("state", state, states);
        page.Line("<output id=\"count\"></output></div>");
        page.Line(
            $"""<table class="leads"><caption>Leads</caption><thead><tr>{Heads("Lead", state, "Fields")}</tr></thead>"""
                + """<tbody id="leads">"""
        );
        if (count <= MaxPlain)
        {
            rows.Select(Plain).ToList().ForEach(page.Line);
        }

        page.Line("</tbody></table><button id=\"more\" type=\"button\" hidden>Show more leads</button>");
        if (count > MaxPlain)
        {
            page.Line($"<noscript>The {count} leads are in this page as data; the table needs JavaScript.</noscript>");
            WriteData(rows);
        }
    }

    private void Select(string id, string label, IReadOnlyList<string> values)
    {
        var options = Each(values.Where(value => value.Length > 0), value => $"<option>{E(value)}</option>");
        page.Line($"""<label>{label}<select id="{id}"><option value="">all</option>{options}</select></label>""");
    }

    private string Plain(LeadRow row)
    {
        var changes = string.Join('\n', row.Fields.Select(field => field.Change).Distinct());
        var note = string.IsNullOrEmpty(row.Note) ? "" : $"<div><small>{E(row.Note)}</small></div>";
        return $"""<tr data-state="{row.State}" data-changes="{E(changes)}">"""
            + $"""<td><b>#{E(row.Id)}</b> {E(row.Title)}</td>"""
            + $"""<td><b class="{row.State}">{row.State}</b>{note}</td><td>{Each(row.Fields, Plain)}</td></tr>""";
    }

    private string Plain(LeadField field)
    {
        var planned = $"<del>{E(field.Before)}</del> → <ins>{E(field.After)}</ins>";
        var shown = field.Actual is { } actual
            ? $"""<span class="holds">portal holds {E(actual)}</span> <span class="planned">planned {planned}</span>"""
            : planned;
        return $"""<div class="field">{Field(field.Name, titles)}: {shown}</div>""";
    }

    /// <summary>
    /// Names that come in every row, of states, fields and changes, are numbers there and stand once behind the rows.
    /// </summary>
    private void WriteData(IEnumerable<LeadRow> rows)
    {
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        int Number(string name) => names.TryGetValue(name, out var known) ? known : names[name] = names.Count;
        object?[] Cells(LeadField field) =>
            [
                Number(field.Name),
                Number(field.Change),
                field.Before,
                field.After,
                .. field.Actual is null ? Array.Empty<object?>() : [field.Actual],
            ];
        page.Line("<script type=\"application/json\" id=\"rows\">[");
        var separator = "";
        foreach (var row in rows)
        {
            object?[] cells = [row.Id, row.Title, Number(row.State), row.Note, .. row.Fields.Select(Cells)];
            page.Line(separator + PlainJson.Text(cells, Data));
            separator = ",\n";
        }

        page.Line("]</script>");
        var known = titles
            .Keys.Where(name => TitleOf(name, titles) is not null)
            .ToDictionary(name => name, object? (name) => titles[name].Title);
        page.Line($"<script type=\"application/json\" id=\"names\">{PlainJson.Text(names.Keys, Data)}</script>");
        page.Line($"<script type=\"application/json\" id=\"titles\">{PlainJson.Text(known, Data)}</script>");
    }
}
