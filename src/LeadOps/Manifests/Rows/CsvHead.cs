using System.Text;
using System.Text.RegularExpressions;

namespace LeadOps.Manifests.Rows;

/// <summary>What the first lines of a CSV file tell: Excel's `sep=` line, and what parts the columns.</summary>
internal static partial class CsvHead
{
    private static readonly (char Sign, string Name, string Written)[] Others =
    [
        (';', "semicolons", "\";\""),
        ('\t', "tabs", "\"\\t\""),
        ('|', "bars", "\"|\""),
    ];

    /// <summary>The separator that Excel's first line names.</summary>
    public static char? Named(string firstLine) =>
        Sep().Match(firstLine) is { Success: true } match ? match.Groups[1].Value[0] : null;

    /// <summary>Another separator than the comma, when the header and the line below it speak for it.</summary>
    public static (string Name, string Written)? Other(string head)
    {
        var commas = Counts(head, ',');
        foreach (var (sign, name, written) in Others)
        {
            var counts = Counts(head, sign);
            if (
                counts.Header > 0
                && (commas.Header == 0 || (counts.IsEven && (!commas.IsEven || counts.Header > commas.Header)))
            )
            {
                return (name, written);
            }
        }

        return null;
    }

    private static (int Header, bool IsEven) Counts(string head, char separator)
    {
        var header = CsvScan.Of(head, separator);
        var below = CsvScan.Of(head, separator, header.End);
        return (header.Cells.Count - 1, header.End >= head.Length || below.Cells.Count == header.Cells.Count);
    }

    public static string Text(RowFile file, Encoding encoding)
    {
        using var reader = new StreamReader(file.Path, encoding);
        for (var line = 0; line < file.Skip; line++)
        {
            reader.ReadLine();
        }

        var buffer = new char[8192];
        return new string(buffer, 0, reader.ReadBlock(buffer, 0, buffer.Length)).TrimStart('\uFEFF');
    }

    [GeneratedRegex("^\"?sep=([^\"\\r\\n])\"?\\s*(\\r|\\n|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Sep();
}
