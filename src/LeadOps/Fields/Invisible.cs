using System.Globalization;

namespace LeadOps.Fields;

/// <summary>Characters that nobody sees: direction marks, joiners, variation selectors, odd blanks.</summary>
internal static class Invisible
{
    private const char NoBreakSpace = '\u00A0';

    public static bool Is(char sign) =>
        char.GetUnicodeCategory(sign) == UnicodeCategory.Format || sign is >= '\uFE00' and <= '\uFE0F';

    /// <summary>
    /// For a value that was refused: the character that may be why, and where it stands; empty when there is none.
    /// </summary>
    public static string Hint(string text)
    {
        var index = text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0 ? -1 : FirstIn(text);
        return index < 0
            ? ""
            : $"; it holds {(Is(text[index]) ? "the invisible character" : "the blank")} U+{(int)text[index]:X4} at "
                + $"place {index + 1}";
    }

    private static int FirstIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Is(text[i]) || text[i] == NoBreakSpace || (char.IsWhiteSpace(text[i]) && text[i] != ' '))
            {
                return i;
            }
        }

        return -1;
    }
}
