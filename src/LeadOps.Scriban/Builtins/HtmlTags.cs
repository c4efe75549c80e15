using System.Text;

namespace LeadOps.Scriban.Builtins;

/// <summary>Removes tags, comments, and scripts and styles with their content. Goes through the text once.</summary>
internal static class HtmlTags
{
    private static readonly (string Opening, string Closing)[] Elements =
    [
        ("<script", "</script>"),
        ("<!--", "-->"),
        ("<style", "</style>"),
    ];

    public static string Strip(string text)
    {
        var kept = new StringBuilder(text.Length);
        var lastClosing = text.LastIndexOf('>');
        for (var i = 0; i < text.Length; )
        {
            var end = text[i] == '<' && i < lastClosing ? End(text, i) : -1;
            if (end < 0)
            {
                kept.Append(text[i]);
            }

            i = end < 0 ? i + 1 : end;
        }

        return kept.ToString();
    }

    /// <summary>The offset behind the tag or element that begins here, or -1.</summary>
    private static int End(string text, int start)
    {
        foreach (var (opening, closing) in Elements)
        {
            if (
                string.Compare(text, start, opening, 0, opening.Length, StringComparison.OrdinalIgnoreCase) == 0
                && text.IndexOf(closing, start, StringComparison.OrdinalIgnoreCase) is var at and >= 0
            )
            {
                return at + closing.Length;
            }
        }

        return TagEnd(text, start);
    }

    /// <summary>A `>` inside the quoted value of an attribute does not end the tag.</summary>
    private static int TagEnd(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '>')
            {
                return i + 1;
            }

            var isQuoted = text[i] == '=' && i + 1 < text.Length && text[i + 1] is '"' or '\'';
            var close = isQuoted ? text.IndexOf(text[i + 1], i + 2) : -1;
            i = close < 0 ? i : close;
        }

        return -1;
    }
}
