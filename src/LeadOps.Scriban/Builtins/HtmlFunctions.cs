using System.Text;
using System.Text.RegularExpressions;
using static LeadOps.Scriban.Builtins.StringFunctions;

namespace LeadOps.Scriban.Builtins;

internal static class HtmlFunctions
{
    private const string UrlPunctuation = ":/?#[]@!$&'()*+,;=";

    public static IReadOnlyList<TemplateFunction> All { get; } =
    [
        F("escape", 1, 1, a => a.TextOrNull(0) is { } text ? System.Net.WebUtility.HtmlEncode(text) : null, "text"),
        F("strip", 1, 1, Strip, "text"),
        F("newline_to_br", 1, 1, a => a.TextOrNull(0) is { } text ? Regex.Replace(text, "\r?\n", "<br />$0", RegexOptions.None, a.Context.Options.RegexTimeout) : null, "text"),
        F("url_encode", 1, 1, a => a.TextOrNull(0) is { } text ? Uri.EscapeDataString(text) : null, "text"),
        F("url_escape", 1, 1, a => a.TextOrNull(0) is { } text ? Escape(text) : null, "text"),
    ];

    private static string? Strip(TemplateArguments a) => a.TextOrNull(0) is not { } text ? null : Regex.Replace(
        text, "<script.*?</script>|<!--.*?-->|<style.*?</style>|<.*?>", "", RegexOptions.IgnoreCase | RegexOptions.Singleline, a.Context.Options.RegexTimeout);

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
