using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Rows;

/// <summary>Rows of a CSV file: UTF-8, commas, quotes, a first line that names the columns. Lines without any text are no rows.</summary>
internal sealed class CsvRows(string path, string shown, DiagnosticBag problems)
{
    private const int MaxCell = 1_000_000;

    private static readonly (char Sign, string Name)[] OtherSeparators =
    [
        (';', "semicolons"),
        ('\t', "tabs"),
        ('|', "bars"),
    ];

    public (IReadOnlyList<string> Columns, List<Row> Rows) Read()
    {
        using var reader = new StreamReader(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        using var csv = new CsvReader(
            reader,
            new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                BadDataFound = null,
                MissingFieldFound = null,
                DetectColumnCountChanges = false,
                MaxFieldSize = MaxCell,
            }
        );
        try
        {
            return Columns(csv) is { } columns
                ? ([.. columns.Distinct(StringComparer.Ordinal)], [.. Rows(csv, columns)])
                : ([], []);
        }
        catch (DecoderFallbackException)
        {
            problems.Error(
                new SourceSpan(shown, LineOfWrongByte(), 1),
                "The line is not UTF-8.",
                "Save the file as UTF-8; Excel calls it `CSV UTF-8`."
            );
            return ([], []);
        }
        catch (MaxFieldSizeException)
        {
            problems.Error(
                new SourceSpan(shown, FirstLine(csv.Parser), 1),
                $"A cell has more than {MaxCell:N0} characters.",
                "Look for a quote that is never closed."
            );
            return ([], []);
        }
    }

    private List<string>? Columns(CsvReader csv)
    {
        var at = new SourceSpan(shown, 1, 1);
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            problems.Error(at, "The file has no header line.", "Its first line names the columns.");
            return null;
        }

        var columns = header.Select(column => column.Trim()).ToList();
        if (
            columns is [var only]
            && OtherSeparators.FirstOrDefault(other => only.Contains(other.Sign, StringComparison.Ordinal))
                is { Name: { } name }
        )
        {
            problems.Error(at, $"The file is separated by {name}.", "Save it separated by commas.");
            return null;
        }

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

        return columns;
    }

    private IEnumerable<Row> Rows(CsvReader csv, List<string> columns)
    {
        var index = 0;
        while (csv.Read())
        {
            if (Enumerable.Range(0, csv.Parser.Count).All(cell => string.IsNullOrWhiteSpace(csv.GetField(cell))))
            {
                continue;
            }

            var at = new SourceSpan(shown, FirstLine(csv.Parser), 1);
            if (IsOpen(csv.Parser))
            {
                problems.Error(
                    at,
                    "A quote is not closed, so that the lines below belong to it.",
                    "Close it, or write a quote inside a cell twice."
                );
                continue;
            }

            if (csv.Parser.Count != columns.Count)
            {
                problems.Error(
                    at,
                    $"The line has {csv.Parser.Count} {(csv.Parser.Count == 1 ? "cell" : "cells")}, the header {columns.Count}.",
                    "Quote cells that contain commas."
                );
                continue;
            }

            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < columns.Count; i++)
            {
                values[columns[i]] = csv.GetField(i);
            }

            yield return new Row(at, index++, values);
        }
    }

    /// <summary>A quoted cell may hold line breaks; the parser tells the record's last line.</summary>
    private static int FirstLine(IParser parser) =>
        parser.RawRow
        - (IsOpen(parser) ? parser.RawRecord.TrimStart('\r', '\n') : parser.RawRecord.Trim('\r', '\n')).Count(letter =>
            letter == '\n'
        );

    /// <summary>Within one line a lone quote may be meant: `5" pipe`.</summary>
    private static bool IsOpen(IParser parser) =>
        parser.RawRecord.AsSpan().Trim("\r\n").Contains('\n')
        && parser.RawRecord.Count(letter => letter == '"') % 2 == 1;

    private int LineOfWrongByte()
    {
        var line = 1;
        ReadOnlySpan<byte> rest = File.ReadAllBytes(path);
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                break;
            }

            line += rune.Value == '\n' ? 1 : 0;
            rest = rest[length..];
        }

        return line;
    }
}
