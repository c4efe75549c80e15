using LeadOps.Cli.Views.Html;
using Spectre.Console;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Portals;

/// <summary>A table of portals as text, JSON, Markdown or HTML.</summary>
internal static class PortalPageView
{
    public static readonly string[] Formats = ["text", "json", "markdown", "html"];

    public static void Write(PortalPage page, string format, bool colour) =>
        Write(Terminal.Out, page, format, colour && Terminal.IsOut, Terminal.Width);

    public static void Write(TextWriter output, PortalPage page, string format, bool colour, int width)
    {
        switch (format)
        {
            case "json":
                output.WriteLine(Views.Json.Text(page.Document));
                break;
            case "markdown":
                Markdown(output, page);
                break;
            case "html":
                Html(output, page);
                break;
            default:
                PlainText(output, page, colour, width);
                break;
        }
    }

    private static void PlainText(TextWriter output, PortalPage page, bool colour, int width)
    {
        output.WriteLine(page.Title);
        Lines(page.Facts).ForEach(output.WriteLine);
        var table = TextTable.Make(page.Heads);
        foreach (var row in page.Rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        TextTable.Write(output, table, width, colour);
        page.Changes.ToList().ForEach(change => output.WriteLine($"  {change}"));
        output.WriteLine(page.Totals);
        page.Notes.ToList().ForEach(output.WriteLine);
    }

    private static void Markdown(TextWriter output, PortalPage page)
    {
        output.WriteLine($"### {page.Title}");
        foreach (var line in Lines(page.Facts).Append(page.Totals))
        {
            output.WriteLine();
            output.WriteLine(Cell(line));
        }

        foreach (var list in Lists(page))
        {
            output.WriteLine();
            list.ToList().ForEach(line => output.WriteLine($"- {Cell(line)}"));
        }

        output.WriteLine();
        output.WriteLine(Line(page.Heads.Select(head => head.Head)));
        output.WriteLine(Line(page.Heads.Select(head => head.IsNumber ? "---:" : "---")));
        page.Rows.ToList().ForEach(row => output.WriteLine(Line(row.Select(Cell))));
    }

    private static void Html(TextWriter output, PortalPage page)
    {
        var html = new HtmlPage(output);
        html.Begin(page.Title);
        html.Line($"""<p class="kind">LeadOps</p><h1>{E(page.Title)}</h1>""");
        Lines(page.Facts).Append(page.Totals).ToList().ForEach(line => html.Line($"<p>{E(line)}</p>"));
        html.Main();
        html.Box("", "Changes", page.Changes);
        html.Box("", "Portal by portal", page.Notes);
        var heads = page.Heads.Select(head => $"""<th scope="col"{Class(head.IsNumber)}>{E(head.Head)}</th>""");
        html.Line("""<table class="totals"><caption>Portals</caption>""");
        html.Line($"<thead><tr>{string.Concat(heads)}</tr></thead><tbody>");
        foreach (var row in page.Rows)
        {
            var cells = row.Zip(page.Heads)
                .Skip(1)
                .Select(pair => Cell(pair.First, pair.Second.Head, pair.Second.IsNumber));
            html.Line($"""<tr><th scope="row">{E(row[0])}</th>{string.Concat(cells)}</tr>""");
        }

        html.Line("</tbody></table>");
        html.End("LeadOps");
    }

    private static string Cell(string text, string head, bool isNumber) =>
        $"<td{Class(isNumber)}{(text is "0" or "" ? " data-none" : "")} data-head=\"{E(head)}\">{E(text)}</td>";

    /// <summary>What is long to read through comes after what is to be known.</summary>
    private static IEnumerable<IReadOnlyList<string>> Lists(PortalPage page) =>
        new[] { page.Changes, page.Notes }.Where(list => list.Count > 0);

    private static List<string> Lines(string? line) => line is null ? [] : [line];

    private static string Class(bool isNumber) => isNumber ? " class=\"number\"" : "";

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    private static string Cell(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .ReplaceLineEndings(" ");
}
