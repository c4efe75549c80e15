using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// A header and lines of cells become rows; what is wrong with the header is reported, a wrong line is kept apart.
/// </summary>
internal sealed class RowTable(RowFile file, DiagnosticBag problems)
{
    private readonly List<Row> rows = [];
    private readonly List<BadRow> bad = [];
    private List<string> columns = [];
    private bool isToldWithoutName;

    /// <param name="remark">What people should know of the rows; null when there is nothing.</param>
    public RowData Data(string? remark = null) =>
        new([.. columns.Where(IsNamed).Distinct(StringComparer.Ordinal)], rows, bad) { Remark = remark };

    public int Width => columns.Count;

    public int Count => rows.Count + bad.Count;

    /// <summary>False when no line can be read below such a header.</summary>
    public bool Begin(SourceSpan at, IEnumerable<string?> header)
    {
        columns = [.. header.Select(ColumnName.Of)];
        foreach (
            var column in columns
                .Where(IsNamed)
                .GroupBy(column => column, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
        )
        {
            problems.Error(at, $"The column `{column.Key}` comes twice.", "Give every column its own name.");
        }

        foreach (var unknown in file.Cells.ByColumn.Keys.Where(name => !columns.Contains(name)))
        {
            problems.Error(
                file.At,
                $"`types` names the column `{unknown}`, which `{file.Shown}` does not have.",
                $"It has: {string.Join(", ", columns.Where(IsNamed))}."
            );
        }

        if (columns.Exists(IsNamed))
        {
            return true;
        }

        problems.Error(at, "The header names no column.", "Its cells are the names of the columns.");
        return false;
    }

    /// <summary>A line without any text is no row.</summary>
    public void Add(SourceSpan at, IReadOnlyList<object?> line, Func<int, SourceSpan> placeOf)
    {
        var cells = line.Take(WidthOf(line)).ToList();
        if (cells.TrueForAll(IsBlank))
        {
            return;
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var wrong = cells.Count == columns.Count ? [] : new List<Diagnostic> { WrongWidth(at, cells.Count) };
        foreach (var (i, cell) in cells.Take(columns.Count).Index())
        {
            if (!IsNamed(columns[i]))
            {
                CheckNothing(cell, placeOf(i));
                continue;
            }

            var (value, problem) = cell is CellError error ? (null, error.Problem) : file.Cells.Read(columns[i], cell);
            values[columns[i]] = problem is null ? value : cell?.ToString();
            if (problem is not null)
            {
                wrong.Add(
                    new Diagnostic(
                        placeOf(i),
                        $"{(IsBlank(cell) ? "The empty cell" : $"`{cell}`")} in the column `{columns[i]}` {problem}.",
                        (cell as CellError)?.Remedy ?? "Correct the cell."
                    )
                );
            }
        }

        var row = new Row(at, Count, values) { Written = file.Cells.ByColumn.Count > 0 ? Written(cells) : null };
        if (wrong.Count == 0)
        {
            rows.Add(row);
        }
        else
        {
            bad.Add(new BadRow(row, wrong));
        }
    }

    /// <summary>Some programs end every line with a separator: blank cells behind the last column are none.</summary>
    private int WidthOf(IReadOnlyList<object?> line)
    {
        var width = line.Count;
        while (width > columns.Count && IsBlank(line[width - 1]))
        {
            width--;
        }

        return width;
    }

    private Diagnostic WrongWidth(SourceSpan at, int cells) =>
        new(
            at,
            $"The line has {cells} {(cells == 1 ? "cell" : "cells")}, the header {columns.Count}.",
            file.Extension == ".xlsx"
                    ? $"If the table begins lower, name the line of its header: `headerRow: {at.Line}`."
                : cells > columns.Count ? "Quote cells that contain the separator."
                : "Quote cells that contain a line break. If empty cells at its end were left out, save the "
                    + "table as .xlsx."
        );

    /// <summary>A column without a name is left out as long as it is empty.</summary>
    private void CheckNothing(object? cell, SourceSpan at)
    {
        if (!IsBlank(cell) && !isToldWithoutName)
        {
            isToldWithoutName = true;
            problems.Error(at, $"`{cell}` stands in a column without a name.", "Name the column, or empty its cells.");
        }
    }

    private static bool IsNamed(string column) => column.Length > 0;

    private static bool IsBlank(object? cell) =>
        cell is null or CellError { Text: "" } || (cell is string text && text.AsSpan().IsWhiteSpace());

    private Dictionary<string, object?> Written(IReadOnlyList<object?> cells) =>
        columns
            .Zip(cells)
            .Where(cell => IsNamed(cell.First))
            .DistinctBy(cell => cell.First)
            .ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
}
