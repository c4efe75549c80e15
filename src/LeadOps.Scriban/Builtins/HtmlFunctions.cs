using System.Text;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class HtmlFunctions
{
    private const string UrlPunctuation = ":/?#[]@!$&'()*+,;=";

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("escape", 1, 1, a => Changed(a, System.Net.WebUtility.HtmlEncode), "text"),
        F("strip", 1, 1, a => Changed(a, HtmlTags.Strip), "text"),
        F("newline_to_br", 1, 1, a => Changed(a, BreakLines), "text"),
        F("url_encode", 1, 1, a => Changed(a, Uri.EscapeDataString), "text"),
        F("url_escape", 1, 1, a => Changed(a, Escape), "text"),
    ];

    private static string? Changed(TemplateArguments a, Func<string, string> change) =>
        a.TextOrNull(0) is { } text ? a.Context.Limits.Text(change(text), a.Offset) : null;

    private static string BreakLines(string text)
    {
        var broken = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var isSecondHalf = text[i] == '\n' && i > 0 && text[i - 1] == '\r';
            broken.Append(text[i] is '\r' or '\n' && !isSecondHalf ? "<br />" : "").Append(text[i]);
        }

        return broken.ToString();
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var part = rune.ToString();
            escaped.Append(UrlPunctuation.Contains(part, StringComparison.Ordinal) ? part : Uri.EscapeDataString(part));
        }

        return escaped.ToString();
    }
}
