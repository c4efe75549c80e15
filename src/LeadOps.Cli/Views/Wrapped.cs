using System.Text;
using System.Text.RegularExpressions;

namespace LeadOps.Cli.Views;

/// <summary>Lines for a terminal: too long ones go on below, deeper by some blanks, and no word is cut.</summary>
internal static partial class Wrapped
{
    private const int Deeper = 4;

    public static IEnumerable<string> Lines(string text, int width, int deeper = Deeper)
    {
        var indent = text.Length - text.TrimStart(' ').Length;
        var line = new StringBuilder(new string(' ', indent));
        var (length, isEmpty) = (indent, true);
        foreach (var word in text.TrimStart(' ').Split(' '))
        {
            var size = Colour().Replace(word, "").Length;
            if (!isEmpty && length + 1 + size > width)
            {
                yield return line.ToString();
                line.Clear().Append(' ', indent + deeper);
                (length, isEmpty) = (indent + deeper, true);
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            length += size + (isEmpty ? 0 : 1);
            isEmpty = false;
        }

        yield return line.ToString();
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colour();
}
