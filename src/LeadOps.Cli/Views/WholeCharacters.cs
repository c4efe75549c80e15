using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadOps.Cli.Views;

/// <summary>
/// The library of workbooks writes 🎪 as two codes, `_xD83C__xDFAA_`. Excel reads them; LibreOffice and openpyxl take
/// them for text. Here they become the character again.
/// </summary>
internal static partial class WholeCharacters
{
    private const int Block = 64 * 1024;

    public static void Copy(Stream workbook, Stream target)
    {
        using var source = new ZipArchive(workbook, ZipArchiveMode.Read, leaveOpen: true);
        using var copy = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var part in source.Entries)
        {
            using var from = part.Open();
            using var to = copy.CreateEntry(part.FullName).Open();
            if (part.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal))
            {
                Mend(from, to);
            }
            else
            {
                from.CopyTo(to);
            }
        }
    }

    /// <summary>By pieces that end before a tag, so that none cuts a code.</summary>
    private static void Mend(Stream from, Stream to)
    {
        using var reader = new StreamReader(from);
        using var writer = new StreamWriter(to);
        var block = new char[Block];
        var kept = new StringBuilder();
        for (var read = reader.Read(block); read > 0; read = reader.Read(block))
        {
            var end = Array.LastIndexOf(block, '<', read - 1);
            if (end < 0)
            {
                kept.Append(block, 0, read);
                continue;
            }

            kept.Append(block, 0, end);
            writer.Write(Whole(kept.ToString()));
            kept.Clear().Append(block, end, read - end);
        }

        writer.Write(Whole(kept.ToString()));
    }

    private static string Whole(string text) =>
        Halves().Replace(text, pair => $"{Sign(pair.Groups[1].ValueSpan)}{Sign(pair.Groups[2].ValueSpan)}");

    private static char Sign(ReadOnlySpan<char> code) =>
        (char)ushort.Parse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    [GeneratedRegex("_x(D[89AB][0-9A-F]{2})__x(D[C-F][0-9A-F]{2})_")]
    private static partial Regex Halves();
}
