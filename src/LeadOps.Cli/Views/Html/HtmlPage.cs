using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Plans;

namespace LeadOps.Cli.Views.Html;

/// <summary>
/// A page in one file: nothing is fetched, everything inside is escaped, and a policy lets its own style and script
/// run and nothing else.
/// </summary>
internal sealed partial class HtmlPage(TextWriter output)
{
    private const int MostFields = 8;

    private static readonly string Style = Resource("page.css");
    private static readonly string Script = Resource("page.js");

    private static readonly string Policy = string.Join(
        "; ",
        "default-src 'none'",
        $"style-src '{Digest(Style)}'",
        $"script-src '{Digest(Script)}'",
        "base-uri 'none'",
        "form-action 'none'"
    );

    public void Line(string html) => output.WriteLine(html);

    /// <summary>Opens the page and its head, in which the caller writes on.</summary>
    public void Begin(string title)
    {
        Line("<!doctype html>");
        Line("<html lang=\"en\"><head><meta charset=\"utf-8\">");
        Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line($"<title>{E(title)}</title><style>{Style}</style></head><body><header>");
    }

    public void Kind(string what, PlanPurpose purpose) =>
        Line(
            purpose == PlanPurpose.Apply
                ? $"""<p class="kind">LeadOps {what}</p>"""
                : $"""<p class="kind">LeadOps {what}, {Spelled.AsCode(purpose)}</p>"""
        );

    public void Main() => Line("</header><main>");

    public void End(string foot)
    {
        Line($"</main><footer>{E(foot)}</footer>");
        Line($"<script>{Script}</script></body></html>");
    }

    /// <summary>Names with what they are; what is not known is left out.</summary>
    public void Facts(IEnumerable<(string Name, string? Html)> facts)
    {
        var known = facts.Where(fact => fact.Html is not null);
        Line($"""<dl class="facts">{Each(known, fact => $"<dt>{E(fact.Name)}</dt><dd>{fact.Html}</dd>")}</dl>""");
    }

    public void Tiles(IEnumerable<(string Name, int Count)> totals) =>
        Line($"""<ul class="tiles">{Each(totals, Tile)}</ul>""");

    private static string Tile((string Name, int Count) total)
    {
        var css = total.Count == 0 ? "none" : total.Name;
        return $"""<li class="{css}"><b>{total.Count}</b>{E(total.Name)}</li>""";
    }

    /// <summary>Something to notice; nothing when there is nothing to say.</summary>
    public void Box(string css, string head, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            var items = Each(texts, text => $"<li>{Marked(text)}</li>");
            Line($"""<section class="box {css}"><h2>{E(head)}</h2><ul>{items}</ul></section>""");
        }
    }

    /// <summary>What stands between backticks in a message is to be typed or was.</summary>
    private static string Marked(string text) => Typed().Replace(E(text), "<code>$1</code>");

    public static string E(string text) => WebUtility.HtmlEncode(text);

    public static string Each<T>(IEnumerable<T> items, Func<T, string> html) => string.Concat(items.Select(html));

    /// <summary>Cells of a table's head.</summary>
    public static string Heads(params IEnumerable<string> cells) =>
        Each(cells, cell => $"""<th scope="col">{cell}</th>""");

    /// <summary>What the portal calls a field, and its code.</summary>
    public static string Field(string name, IReadOnlyDictionary<string, FieldTitle> titles) =>
        $"{(TitleOf(name, titles) is { } title ? E(title) + " " : "")}<code>{E(name)}</code>";

    /// <summary>A field in a line; of many, the first ones.</summary>
    public static string FieldLines(
        IReadOnlyCollection<string> names,
        IReadOnlyDictionary<string, FieldTitle> titles
    ) =>
        string.Join("<br>", names.Take(MostFields).Select(name => Field(name, titles)))
        + (names.Count > MostFields ? $"<br><small>and {names.Count - MostFields} more</small>" : "");

    /// <summary>Null when it says nothing beside the code.</summary>
    public static string? TitleOf(string name, IReadOnlyDictionary<string, FieldTitle> titles) =>
        titles.GetValueOrDefault(name) is { Title: { Length: > 0 } title } && title != name ? title : null;

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Typed();

    private static string Digest(string text) =>
        $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private static string Resource(string name)
    {
        using var stream = typeof(HtmlPage).Assembly.GetManifestResourceStream($"html/{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
