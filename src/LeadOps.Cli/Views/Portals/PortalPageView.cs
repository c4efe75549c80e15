using LeadOps.Cli.Views.Html;
using Spectre.Console;
using static LeadOps.Cli.Views.Html.HtmlPage;

namespace LeadOps.Cli.Views.Portals;

/// <summary>A table of portals as text, JSON, Markdown or HTML.</summary>
internal static class PortalPageView
{
    /// <summary>The blanks before a table and behind its last column.</summary>
    private const int Around = 4;

    public static void Write(PortalPage page, string format, bool colour) =>
        Write(Terminal.Out, page, format, colour && Terminal.IsOut, Terminal.WidthOfTable);

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
        Print([page.Title, .. Lines(page.Facts)]);
        if (page.Rows.Count > 0)
        {
            Table(output, page, colour, width);
        }

        Print([.. page.Changes.Select(change => $"  {change}"), page.Totals, .. page.Notes]);

        void Print(IEnumerable<string> lines) =>
            lines.SelectMany(line => Wrapped.Lines(line, width)).ToList().ForEach(output.WriteLine);
    }

    /// <summary>Ids are typed again, so that none is cut: without room for the table each row has some lines.</summary>
    private static void Table(TextWriter output, PortalPage page, bool colour, int width)
    {
        if (
            TextTable.WidthOf([
                [.. page.Heads.Select(head => head.Head)],
                .. page.Rows,
            ])
            > width - Around
        )
        {
            page.Rows.SelectMany(row => Stacked(page, row))
                .SelectMany(line => Wrapped.Lines(line, width))
                .ToList()
                .ForEach(output.WriteLine);
            return;
        }

        var table = TextTable.Make(page.Heads);
        foreach (var row in page.Rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        TextTable.Write(output, table, width, colour);
    }

    /// <summary>What the row is about, then whatever it says.</summary>
    private static IEnumerable<string> Stacked(PortalPage page, IReadOnlyList<string> row)
    {
        yield return $"  {row[0]}";
        var said = row.Zip(page.Heads).Skip(1).Where(cell => cell.First is not ("-" or ""));
        yield return $"    {string.Join(", ", said.Select(cell => $"{cell.Second.Head} {cell.First}"))}";
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
