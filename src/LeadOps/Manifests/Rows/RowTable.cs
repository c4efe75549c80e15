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

    public RowData Data => new([.. columns.Distinct(StringComparer.Ordinal)], rows, bad);

    public int Width => columns.Count;

    public int Count => rows.Count + bad.Count;

    /// <summary>False when no line can be read below such a header.</summary>
    public bool Begin(SourceSpan at, IEnumerable<string?> header)
    {
        columns = [.. header.Select(ColumnName.Of)];
        foreach (
            var column in columns
                .GroupBy(column => column, StringComparer.Ordinal)
                .Where(group => group.Count() > 1 || group.Key.Length == 0)
        )
        {
            problems.Error(
                at,
                column.Key.Length == 0 ? "A column has no name." : $"The column `{column.Key}` comes twice.",
                "Give every column its own name."
            );
        }

        foreach (var unknown in file.Cells.ByColumn.Keys.Where(name => !columns.Contains(name)))
        {
            problems.Error(
                file.At,
                $"`types` names the column `{unknown}`, which `{file.Shown}` does not have.",
                $"It has: {string.Join(", ", columns)}."
            );
        }

        return columns.Count > 0;
    }

    /// <summary>A line without any text is no row.</summary>
    public void Add(SourceSpan at, IReadOnlyList<object?> cells, Func<int, SourceSpan> placeOf)
    {
        if (cells.All(cell => cell is null || (cell is string text && string.IsNullOrWhiteSpace(text))))
        {
            return;
        }

        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        var wrong = new List<Diagnostic>();
        if (cells.Count != columns.Count)
        {
            wrong.Add(
                new Diagnostic(
                    at,
                    $"The line has {cells.Count} {(cells.Count == 1 ? "cell" : "cells")}, the header {columns.Count}.",
                    file.Extension == ".xlsx"
                        ? "If the table begins lower, name the line of its header: `headerRow: 3`."
                        : "Quote cells that contain the separator."
                )
            );
        }

        for (var i = 0; i < columns.Count && i < cells.Count; i++)
        {
            var (value, problem) = cells[i] is CellError error
                ? (null, $"is an error of the spreadsheet")
                : file.Cells.Read(columns[i], cells[i]);
            values[columns[i]] = problem is null ? value : cells[i]?.ToString();
            if (problem is not null)
            {
                wrong.Add(
                    new Diagnostic(
                        placeOf(i),
                        $"`{cells[i]}` in the column `{columns[i]}` {problem}.",
                        "Correct the cell."
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

    private Dictionary<string, object?> Written(IReadOnlyList<object?> cells) =>
        columns
            .Zip(cells)
            .DistinctBy(cell => cell.First)
            .ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal);
}

/// <summary>`#N/A` and its like in a workbook.</summary>
internal sealed record CellError(string Text)
{
    public override string ToString() => Text;
}
