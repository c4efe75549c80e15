using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Spectre.Console;

namespace LeadOps.Cli.Views.Portals;

/// <summary>A table of portals as text, JSON, Markdown or HTML.</summary>
internal static class PortalPageView
{
    public static readonly string[] Formats = ["text", "json", "markdown", "html"];

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2733}
        h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #e3e8ed;padding:.35rem .5rem;text-align:left}
        .number{text-align:right}
        """;

    public static void Write(PortalPage page, string format, bool colour) =>
        Write(Terminal.Out, page, format, colour && Terminal.IsOut, Terminal.Width);

    public static void Write(TextWriter output, PortalPage page, string format, bool colour, int width)
    {
        switch (format)
        {
            case "json":
                output.WriteLine(page.Document.ToJsonString(Indented));
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
        output.WriteLine(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{E(page.Title)}</title><style>{Style}</style></head><body><main><h1>{E(page.Title)}</h1>"
        );
        Lines(page.Facts).Append(page.Totals).ToList().ForEach(line => output.WriteLine($"<p>{E(line)}</p>"));
        foreach (var list in Lists(page))
        {
            output.WriteLine($"<ul>{string.Concat(list.Select(line => $"<li>{E(line)}</li>"))}</ul>");
        }

        output.WriteLine(
            $"<table><thead><tr>{string.Concat(page.Heads.Select(head => $"<th scope=\"col\"{Class(head.IsNumber)}>{E(head.Head)}</th>"))}</tr></thead><tbody>"
        );
        foreach (var row in page.Rows)
        {
            output.WriteLine(
                $"<tr>{string.Concat(row.Zip(page.Heads, (cell, head) => $"<td{Class(head.IsNumber)}>{E(cell)}</td>"))}</tr>"
            );
        }

        output.WriteLine("</tbody></table></main></body></html>");
    }

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

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
