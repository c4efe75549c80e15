using System.Text;

namespace LeadOps.Manifests.Rows;

/// <summary>Files that are not what their name says, told by how they begin.</summary>
internal static class Disguise
{
    private const string Save = "Open it in a spreadsheet program and save it as .xlsx or as `CSV UTF-8`.";

    private static readonly (byte[] Begin, string What, string Remedy)[] Formats =
    [
        (
            [0x50, 0x4B, 0x03, 0x04],
            "an Excel workbook",
            "Name it .xlsx, or open it in a spreadsheet program and save it as `CSV UTF-8`."
        ),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel workbook (.xls)", Save),
        ([.. "%PDF"u8], "a PDF", "Export the table as .xlsx or as `CSV UTF-8`."),
        ([0x1F, 0x8B], "a packed file (gzip)", "Unpack it first."),
        ([.. "{\\rtf"u8], "a text document (RTF)", "Export the table as .xlsx or as `CSV UTF-8`."),
    ];

    /// <summary>A zero byte: text that is read as UTF-8 has none.</summary>
    public static (string Message, string Remedy) OfZeros(RowFile file) =>
        (
            "The line holds a zero byte: the file is UTF-16 without its mark, or no text.",
            $"Save it as UTF-8, which Excel calls `CSV UTF-8`, or name it: {file.With("encoding: utf-16")}."
        );

    /// <summary>Null when nothing speaks against text with columns.</summary>
    public static (string Message, string Remedy)? OfText(ReadOnlySpan<byte> begin)
    {
        foreach (var (bytes, what, remedy) in Formats)
        {
            if (begin.StartsWith(bytes))
            {
                return ($"The file is {what}, not CSV.", remedy);
            }
        }

        if (IsJson(begin))
        {
            return ("The file is JSON, not CSV.", "Name it .json; with one object a line name it .jsonl.");
        }

        return IsMarkup(begin)
            ? (
                "The file is HTML, not CSV: a web page or a table that some programs call Excel.",
                "If it is a page to log in, download the file again; if it is a table, "
                    + "open it in a spreadsheet program and save it as `CSV UTF-8`."
            )
            : null;
    }

    /// <summary>What a file named .xlsx is instead.</summary>
    public static (string Message, string Remedy) OfWorkbook(ReadOnlySpan<byte> begin) =>
        begin.StartsWith(Formats[1].Begin)
            ? (
                "The file is an old Excel workbook (.xls) or one with a password, not .xlsx.",
                "Open it in a spreadsheet program and save it as .xlsx without a password."
            )
        : IsMarkup(begin) ? ("The file is HTML, not an Excel workbook.", Save)
        : ("The file is not an Excel workbook (.xlsx).", "Name it .csv if it is CSV, or save it as .xlsx.");

    /// <summary>A packed file without the parts of a workbook: .ods, .xlsb, .docx or an archive.</summary>
    public static (string Message, string Remedy) OfZip { get; } =
        ("The file is packed, but holds no Excel workbook (.xlsx).", Save);

    public static bool IsWorkbook(ReadOnlySpan<byte> begin) => begin.StartsWith(Formats[0].Begin);

    private static bool IsJson(ReadOnlySpan<byte> begin)
    {
        var text = string.Concat(Encoding.UTF8.GetString(begin).Where(sign => !char.IsWhiteSpace(sign)))
            .TrimStart('\uFEFF');
        return text.StartsWith("[{\"", StringComparison.Ordinal) || text.StartsWith("{\"", StringComparison.Ordinal);
    }

    private static bool IsMarkup(ReadOnlySpan<byte> begin)
    {
        var text = Encoding.UTF8.GetString(begin).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text.Length > 1 && text[0] == '<' && (char.IsAsciiLetter(text[1]) || text[1] is '!' or '?');
    }
}
