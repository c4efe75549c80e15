using System.Data;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using LeadOps.Diagnostics;
using LeadOps.Storage;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace LeadOps.Cli.Views;

/// <summary>
/// Tables for spreadsheet programs: CSV with a byte order mark, by which Excel knows UTF-8, and workbooks.
/// </summary>
internal static class Tables
{
    /// <summary>What a cell of a workbook holds at most.</summary>
    public const int MaxCell = 32_767;

    public static void Csv(Stream stream, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows) =>
        Csv(stream, columns, rows, ',', new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

    public static void Csv(
        Stream stream,
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<object?>> rows,
        char separator,
        Encoding encoding,
        int linesBefore = 0
    )
    {
        var lenient = (Encoding)encoding.Clone();
        lenient.EncoderFallback = EncoderFallback.ReplacementFallback;
        using var writer = new StreamWriter(stream, lenient, leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(
            writer,
            new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = separator.ToString() }
        );
        for (var line = 0; line < linesBefore; line++)
        {
            csv.NextRecord();
        }

        foreach (var cells in rows.Prepend(columns))
        {
            foreach (var cell in cells)
            {
                csv.WriteField(Convert.ToString(cell, CultureInfo.InvariantCulture));
            }

            csv.NextRecord();
        }
    }

    public static void Workbook(
        Stream stream,
        string sheet,
        IReadOnlyList<string> columns,
        IEnumerable<IReadOnlyList<object?>> rows,
        int linesBefore = 0
    )
    {
        // The library writes a header on the first line only; below other lines it is a line like any.
        var isLower = linesBefore > 0;
        IReadOnlyList<object?> empty = [.. columns.Select(_ => (object?)null)];
        var all = isLower ? Enumerable.Repeat(empty, linesBefore).Append([.. columns]).Concat(rows) : rows;
        using var lines = all.GetEnumerator();
        object table = lines.MoveNext() ? Lines(columns, lines) : Empty(columns);
        using var workbook = TemporaryFile.Create();
        workbook.SaveAs(
            table,
            printHeader: !isLower,
            sheet,
            ExcelType.XLSX,
            new OpenXmlConfiguration { AutoFilter = false }
        );
        WholeCharacters.Copy(workbook, stream);
    }

    private static IEnumerable<Dictionary<string, object?>> Lines(
        IReadOnlyList<string> columns,
        IEnumerator<IReadOnlyList<object?>> lines
    )
    {
        do
        {
            yield return columns
                .Zip(lines.Current)
                .ToDictionary(cell => cell.First, cell => Fitting(cell.Second), StringComparer.Ordinal);
        } while (lines.MoveNext());
    }

    private static object? Fitting(object? cell) => cell is string text ? ShortText.Of(text, MaxCell) : cell;

    private static DataTable Empty(IReadOnlyList<string> columns)
    {
        var table = new DataTable();
        table.Columns.AddRange([.. columns.Select(column => new DataColumn(column))]);
        return table;
    }
}
