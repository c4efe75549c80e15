using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Rows;

/// <summary>Rows of a CSV file: by default UTF-8 and commas; its first line names the columns.</summary>
internal sealed class CsvRows(RowFile file, DiagnosticBag problems)
{
    private const int MaxCell = 1_000_000;
    private const int MaxFaults = 50;

    private readonly Encoding encoding = file.Encoding ?? new UTF8Encoding(false, throwOnInvalidBytes: true);
    private readonly RowTable table = new(file, problems);

    /// <summary>Lines before the first that the parser sees.</summary>
    private int skipped;

    public RowData Read()
    {
        try
        {
            return Separator() is { } separator ? Read(separator) : RowData.None;
        }
        catch (DecoderFallbackException)
        {
            problems.Error(
                file.Place(LineOfWrongByte(), 1),
                $"The line is not {encoding.WebName.ToUpperInvariant()}.",
                file.Encoding is null
                    ? "Save the file as UTF-8, which Excel calls `CSV UTF-8`, or name its code page: "
                        + $"{file.With("encoding: windows-1251")}."
                    : "Name the right `encoding`, or save the file as UTF-8 and leave the key out."
            );
            return RowData.None;
        }
    }

    /// <summary>Null when the file is no table, or one of another kind than the manifest says.</summary>
    private char? Separator()
    {
        using (var stream = File.OpenRead(file.Path))
        {
            Span<byte> begin = stackalloc byte[512];
            begin = begin[..stream.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false)];
            if ((Disguise.OfText(begin) ?? (HasZeros(begin) ? Disguise.OfZeros(file) : null)) is { } other)
            {
                problems.Error(file.Place(1, 1), other.Message, other.Remedy);
                return null;
            }
        }

        var head = CsvHead.Text(file, encoding);
        var named = CsvHead.Named(head);
        skipped = file.Skip + (named is null ? 0 : 1);
        if ((file.Separator ?? named ?? (file.Extension == ".tsv" ? '\t' : null)) is { } separator)
        {
            return separator;
        }

        if (CsvHead.Other(head) is not { } sign)
        {
            return ',';
        }

        problems.Error(
            file.Place(skipped + 1, 1),
            $"The file is separated by {sign.Name}.",
            $"Write {file.With($"separator: {sign.Written}")}."
        );
        return null;
    }

    private bool HasZeros(ReadOnlySpan<byte> begin) =>
        file.Encoding is null && begin.Contains((byte)0) && begin is not ([0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]);

    private RowData Read(char separator)
    {
        using var reader = new StreamReader(file.Path, encoding);
        for (var line = 0; line < skipped; line++)
        {
            reader.ReadLine();
        }

        using var csv = new CsvParser(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = separator.ToString(),
                BadDataFound = null,
                MaxFieldSize = MaxCell,
            }
        );
        try
        {
            if (!csv.Read())
            {
                problems.Error(
                    file.Place(skipped + 1, 1),
                    "The file has no header line.",
                    "Its first line names the columns."
                );
            }
            else if (!Fault(csv, separator) && table.Begin(At(csv), csv.Record!))
            {
                ReadLines(csv, separator);
            }
        }
        catch (MaxFieldSizeException)
        {
            problems.Error(
                At(csv),
                $"A cell has more than {MaxCell:N0} characters.",
                "Look for a quote that is never closed."
            );
        }

        return table.Data();
    }

    private void ReadLines(CsvParser csv, char separator)
    {
        var faults = 0;
        while (table.Count <= RowReader.MaxRows && faults < MaxFaults && csv.Read())
        {
            if (Fault(csv, separator))
            {
                faults++;
                continue;
            }

            var (at, record) = (At(csv), Raw(csv));
            table.Add(
                at,
                [.. csv.Record!.Select(cell => CellError.Of(cell) ?? (object)cell)],
                cell =>
                {
                    var (line, column) = CsvScan.Of(record, separator).Cells[cell];
                    return file.Place(at.Line + line - 1, column);
                }
            );
        }
    }

    /// <summary>
    /// A quote out of place, which the parser would read as something else without a word, or a zero byte.
    /// </summary>
    private bool Fault(CsvParser csv, char separator)
    {
        if (csv.RawRecord.Contains('\0', StringComparison.Ordinal))
        {
            var (message, remedy) = Disguise.OfZeros(file);
            problems.Error(At(csv), message, remedy);
            return true;
        }

        if (
            !csv.RawRecord.Contains('"', StringComparison.Ordinal)
            || CsvScan.Of(Raw(csv), separator).Fault is not { } fault
        )
        {
            return false;
        }

        problems.Error(file.Place(At(csv).Line + fault.Line - 1, fault.Column), fault.Message, fault.Remedy);
        return true;
    }

    /// <summary>Blank lines before a record belong to its raw text.</summary>
    private static string Raw(CsvParser csv) => csv.RawRecord.TrimStart('\r', '\n');

    /// <summary>A quoted cell may hold line breaks; the parser tells the record's last line.</summary>
    private SourceSpan At(CsvParser csv)
    {
        var text = csv.RawRecord.Trim('\r', '\n');
        // A quote that is never closed takes the last line break of the file along.
        var isOpen = text.Contains('\n') && text.Count(letter => letter == '"') % 2 == 1;
        var breaks = (isOpen ? Raw(csv) : text).Count(letter => letter == '\n');
        return file.Place(skipped + csv.RawRow - breaks, 1);
    }

    private int LineOfWrongByte()
    {
        var replacing = (Encoding)encoding.Clone();
        replacing.DecoderFallback = new DecoderReplacementFallback("\uFFFD");
        using var reader = new StreamReader(file.Path, replacing);
        var line = 1;
        while (reader.ReadLine() is { } text && !text.Contains('\uFFFD', StringComparison.Ordinal))
        {
            line++;
        }

        return line;
    }
}
