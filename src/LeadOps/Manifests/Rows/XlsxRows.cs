using System.Globalization;
using LeadOps.Diagnostics;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// Rows of an Excel workbook, line by line: numbers, dates and flags come typed, formulas by the value they had when
/// saved.
/// </summary>
internal sealed class XlsxRows(RowFile file, DiagnosticBag problems)
{
    private const double LeastLost = 1e15;

    private const decimal LargestExact = 9_007_199_254_740_992m;

    /// <summary>
    /// Texts of the workbook stay in memory: the library's cache on disk would be readable by others.
    /// </summary>
    private static readonly OpenXmlConfiguration Settings = new() { EnableSharedStringCache = false };

    /// <summary>The day of a cell that holds a time alone.</summary>
    private static readonly DateTime NoDay = new(1899, 12, 30);

    private readonly RowTable table = new(file, problems);
    private WorkbookFacts facts = null!;
    private int line;
    private int headerLine;

    public RowData Read()
    {
        if (WorkbookGuard.Problem(file.Path) is { } problem)
        {
            problems.Error(file.Place(1, 1), problem.Message, problem.Remedy);
            return RowData.None;
        }

        try
        {
            return Sheet() is { } sheet ? Read(sheet) : RowData.None;
        }
        catch (Exception broken)
            when (broken is not (IOException or UnauthorizedAccessException or OutOfMemoryException))
        {
            // The library lets out whatever a damaged workbook leads it to.
            problems.Error(
                file.Place(Math.Max(line, 1), 1),
                $"The workbook cannot be read: {broken.Message.TrimEnd('.')}.",
                "Open it in a spreadsheet program and save it again as .xlsx."
            );
            return RowData.None;
        }
    }

    private string? Sheet()
    {
        var all = MiniExcel.GetSheetInformations(file.Path, Settings);
        var sheets = all.Select(sheet => sheet.Name).ToList();
        if (file.Sheet is null)
        {
            return (all.Find(sheet => sheet.State == SheetState.Visible) ?? all[0]).Name;
        }

        if (sheets.Contains(file.Sheet))
        {
            return file.Sheet;
        }

        problems.Error(
            file.At,
            $"`{file.Shown}` has no sheet `{file.Sheet}`.",
            $"It has: {string.Join(", ", sheets.Select(name => $"`{name}`"))}."
        );
        return null;
    }

    private RowData Read(string sheet)
    {
        facts = WorkbookFacts.Of(file.Path, sheet);
        IEnumerable<object> rows = MiniExcel.Query(file.Path, false, sheet, ExcelType.XLSX, "A1", Settings);
        foreach (var cells in rows.Cast<IDictionary<string, object?>>())
        {
            line++;
            if (line <= file.Skip)
            {
                continue;
            }

            var values = cells.Select(cell => Value(cell.Key, cell.Value)).ToList();
            if (table.Width == 0)
            {
                BeginAt(values);
            }
            else
            {
                Add(values);
            }

            if (table.Count > RowReader.MaxRows)
            {
                break;
            }
        }

        if (table.Width == 0)
        {
            problems.Error(
                file.Place(file.Skip + 1, 1),
                "The sheet has no header line.",
                "Its first line names the columns."
            );
        }

        return table.Data(facts.HiddenLines(headerLine + 1, line));
    }

    /// <summary>Lines without any text before the header are no header.</summary>
    private void BeginAt(List<object?> values)
    {
        var header = values.Select(CellTypes.Text).ToList();
        var width = header.FindLastIndex(name => !string.IsNullOrWhiteSpace(name)) + 1;
        if (width > 0)
        {
            headerLine = line;
            table.Begin(file.Place(line, 1), header.Take(width));
        }
    }

    private void Add(List<object?> values)
    {
        var width = Math.Max(table.Width, values.FindLastIndex(value => value is not null) + 1);
        var at = line;
        table.Add(
            file.Place(at, 1),
            [.. values.Concat(Enumerable.Repeat<object?>(null, Math.Max(0, width - values.Count))).Take(width)],
            cell => file.Place(at, cell + 1)
        );
    }

    private object? Value(string column, object? cell) =>
        cell switch
        {
            double number => Number(number),
            string text => CellError.Of(text) ?? (object)text,
            DateTime time when time.Date == NoDay => time.ToString(
                time.Second == 0 ? "HH:mm" : "HH:mm:ss",
                CultureInfo.InvariantCulture
            ),
            DateTime date => date + facts.Epoch,
            null when facts.IsNeverCalculated($"{column}{line}") => CellError.NeverCalculated,
            null when facts.Merged.Of(column, line) is { } range => CellError.Merged(range),
            bool or null => cell,
            _ => Convert.ToString(cell, CultureInfo.InvariantCulture),
        };

    /// <summary>A workbook knows one kind of number; here it is what it would be in YAML.</summary>
    private static object Number(double number)
    {
        if (!double.IsFinite(number) || Math.Abs(number) > 1e27)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        if (Math.Abs(number) >= LeastLost && Math.Floor(number) == number)
        {
            return CellError.TooLong(number.ToString("F0", CultureInfo.InvariantCulture));
        }

        var exact = (decimal)number;
        return decimal.Truncate(exact) != exact || Math.Abs(exact) > LargestExact ? exact
            : exact is >= int.MinValue and <= int.MaxValue ? (int)exact
            : (object)(long)exact;
    }
}
