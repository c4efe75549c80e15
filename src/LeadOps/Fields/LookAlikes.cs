using System.Globalization;
using System.Text;

namespace LeadOps.Fields;

/// <summary>
/// Two texts that differ and look the same: line ends, blanks at an end, a letter in one or two characters, characters
/// without width.
/// </summary>
public static class LookAlikes
{
    private const int Context = 15;

    private static readonly Dictionary<char, string> Names = new()
    {
        ['\r'] = "carriage return",
        ['\n'] = "line feed",
        ['\t'] = "tab",
        [' '] = "blank",
        ['\u00A0'] = "no-break space",
        ['\u00AD'] = "soft hyphen",
        ['\u200B'] = "zero-width space",
        ['\u202F'] = "narrow no-break space",
        ['\uFEFF'] = "byte order mark",
    };

    /// <summary>
    /// Both from shortly before they part, with the characters named that a reader cannot tell apart. Other texts come
    /// back as they are.
    /// </summary>
    public static (string Left, string Right) Told(string left, string right)
    {
        if (left == right || !AreAlike(left, right))
        {
            return (left, right);
        }

        var start = Math.Max(0, left.AsSpan().CommonPrefixLength(right) - Context);
        start -= start > 0 && char.IsLowSurrogate(left[start]) ? 1 : 0;
        return (Named(left, start), Named(right, start));
    }

    public static (FieldValue Left, FieldValue Right) Told(FieldValue left, FieldValue right)
    {
        switch (left, right)
        {
            case (TextValue a, TextValue b):
                var (x, y) = Told(a.Text, b.Text);
                return (new TextValue(x), new TextValue(y));
            case (ListValue a, ListValue b) when a.Items.Count == b.Items.Count:
                var pairs = a.Items.Zip(b.Items, Told).ToList();
                return (
                    new ListValue([.. pairs.Select(pair => pair.Left)]),
                    new ListValue([.. pairs.Select(pair => pair.Right)])
                );
            default:
                return (left, right);
        }
    }

    private static bool AreAlike(string left, string right)
    {
        // Two different visible characters of ASCII at the first difference are never one letter.
        var at = left.AsSpan().CommonPrefixLength(right);
        if (at < left.Length && at < right.Length && IsPlain(left[at]) && IsPlain(right[at]))
        {
            return false;
        }

        var (a, b) = (Elements(left), Elements(right));
        return a.Count == b.Count
            && a.Zip(b).All(pair => pair.First == pair.Second || IsOneLetter(pair.First, pair.Second));
    }

    private static bool IsPlain(char sign) => sign is > ' ' and < '\u007F';

    /// <summary>
    /// A letter with its mark in one character, and the same in two. Which belong together is known only where the
    /// system has tables for it.
    /// </summary>
    private static bool IsOneLetter(string a, string b) =>
        HasMark(a) != HasMark(b) && !char.IsAscii(HasMark(a) ? b[0] : a[0]);

    private static bool HasMark(string element) => element.Length > 1 && element.Any(IsMark);

    private static bool IsMark(char sign) => CharUnicodeInfo.GetUnicodeCategory(sign) == UnicodeCategory.NonSpacingMark;

    /// <summary>What a reader can tell apart, letter by letter.</summary>
    private static List<string> Elements(string text)
    {
        var seen = new StringBuilder(text.Length);
        foreach (var sign in text.Where(sign => !Invisible.Is(sign)))
        {
            seen.Append(char.IsWhiteSpace(sign) || char.IsControl(sign) ? ' ' : sign);
        }

        var elements = new List<string>();
        var each = StringInfo.GetTextElementEnumerator(
            string.Join(' ', seen.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        );
        while (each.MoveNext())
        {
            elements.Add(each.GetTextElement());
        }

        return elements;
    }

    private static string Named(string text, int start)
    {
        var named = new StringBuilder(start > 0 ? "…" : "");
        for (var i = start; i < text.Length; i++)
        {
            if (IsUnclear(text, i))
            {
                named.Append('[').Append(Names.GetValueOrDefault(text[i], $"U+{(int)text[i]:X4}")).Append(']');
            }
            else
            {
                named.Append(text[i]);
            }
        }

        return named.ToString();
    }

    private static bool IsUnclear(string text, int at) =>
        text[at] switch
        {
            ' ' => at == 0
                || at == text.Length - 1
                || char.IsWhiteSpace(text[at + 1])
                || char.IsWhiteSpace(text[at - 1]),
            '\n' => at == text.Length - 1,
            var sign => Invisible.Is(sign) || char.IsWhiteSpace(sign) || char.IsControl(sign) || IsMark(sign),
        };
}
