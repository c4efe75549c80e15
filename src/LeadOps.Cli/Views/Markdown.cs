using System.Text;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Views;

/// <summary>What the pages in Markdown share: they fit a pull-request comment and count what was cut.</summary>
internal static partial class Markdown
{
    public const int MaxBytes = 57_000;

    private const int MaxNote = 350;

    /// <summary>Rows up to a limit, then how many there are besides.</summary>
    public static void Table<T>(
        TextWriter output,
        string head,
        IEnumerable<T> items,
        Func<T, int> count,
        Func<T, IEnumerable<string>> lines,
        int max
    )
    {
        var written = 0;
        var cut = 0;
        foreach (var item in items)
        {
            if (written > max)
            {
                cut += count(item);
                continue;
            }

            foreach (var line in lines(item))
            {
                if (written == 0)
                {
                    output.WriteLine();
                    output.WriteLine(head);
                }

                written += Size(line);
                cut += written > max ? 1 : 0;
                if (written <= max)
                {
                    output.WriteLine(line);
                }
            }
        }

        if (cut > 0)
        {
            output.WriteLine();
            output.WriteLine($"… {cut} more rows were cut.");
        }
    }

    public static int Size(string text) => Encoding.UTF8.GetByteCount(text) + 1;

    public static string Short(string text) => ShortText.Of(text, MaxNote);

    /// <summary>
    /// Leads are written by strangers: no columns, tags, links or pictures of theirs, and nobody is called by `@`.
    /// </summary>
    public static string Cell(string text) => Mention().Replace(Escaped(text), "@<!-- -->");

    private static string Escaped(string text) =>
        text.Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("\n", " ", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace("[", "\\[", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.-])@")]
    private static partial Regex Mention();
}
