using System.Text;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>Rejected rows as they were, with reason and line behind: mended, the file is the next input.</summary>
internal static class RejectFiles
{
    /// <summary>
    /// What was read by its own keys is written by them, so that the manifest reads the mended file in the same way.
    /// </summary>
    private sealed record Table(IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<object?>> Rows, RowForm? Form)
    {
        public IEnumerable<JsonObject> Objects =>
            Rows.Select(cells => new JsonObject(
                Columns.Zip(cells, (column, cell) => KeyValuePair.Create(column, RowValue.Json(cell)))
            ));
    }

    private static readonly string[] Added = ["reason", "line"];

    private static readonly Dictionary<string, Action<Stream, Table>> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".csv"] = (stream, table) => Csv(stream, table, table.Form?.Separator ?? ','),
        [".tsv"] = (stream, table) => Csv(stream, table, table.Form?.Separator ?? '\t'),
        [".xlsx"] = Workbook,
        [".json"] = (stream, table) => Written(stream, writer => ReadableJson.List(writer, table.Objects)),
        [".jsonl"] = (stream, table) => Lines(stream, "", table),
        [".yml"] = Yaml,
        [".yaml"] = Yaml,
    };

    public static void Check(string? path)
    {
        if (path is null)
        {
            return;
        }

        if (!Formats.ContainsKey(Path.GetExtension(path)))
        {
            throw Wrong(path, $": the extension decides the format; there are {string.Join(", ", Formats.Keys)}.");
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw Wrong(path, $": there is no folder `{folder}`. Create it first.");
        }
    }

    /// <summary>The rows that are planned would be lost with their file.</summary>
    public static void CheckIsFree(string path, IEnumerable<Manifest> manifests)
    {
        var full = Path.GetFullPath(path);
        if (
            manifests
                .SelectMany(manifest => RowSets(manifest).Select(set => set.File).Append(manifest.File))
                .OfType<string>()
                .Any(file => Path.GetFullPath(file) == full)
        )
        {
            throw Wrong(path, " is read by this plan and would be overwritten. Give another name.");
        }
    }

    public static void Write(string path, IReadOnlyList<Manifest> manifests, RowRejects rejects)
    {
        var columns = manifests
            .SelectMany(RowSets)
            .SelectMany(set => set.Columns)
            .Except(Added)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var rows = rejects.Rows;
        var table = new Table([.. columns, .. Added], rows.Select(row => Cells(row, columns)), FormOf(manifests, rows));
        try
        {
            using var stream = PrivateFile.Create(path);
            Formats[Path.GetExtension(path)](stream, table);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw Wrong(path, $" cannot be written: {FileProblem.Of(problem)}", problem);
        }
    }

    private static IEnumerable<RowSet> RowSets(Manifest manifest) =>
        manifest.Changes.Select(change => change.ForEach).OfType<RowSet>();

    /// <summary>Also a file without rows is written as the rows were.</summary>
    private static RowForm? FormOf(IEnumerable<Manifest> manifests, IReadOnlyList<RejectedRow> rows) =>
        (rows is [var first, ..] ? first.Set : manifests.SelectMany(RowSets).FirstOrDefault())?.Form;

    private static IReadOnlyList<object?> Cells(RejectedRow rejected, IReadOnlyList<string> columns)
    {
        var cells = rejected.Row.Written ?? rejected.Row.Values;
        return [.. columns.Select(column => cells.GetValueOrDefault(column)), rejected.Reason, rejected.Row.At.Line];
    }

    private static void Csv(Stream stream, Table table, char separator) =>
        Tables.Csv(
            stream,
            table.Columns,
            table.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(RowValue.Text)]),
            separator,
            table.Form?.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            table.Form?.Skip ?? 0
        );

    private static void Workbook(Stream stream, Table table) =>
        Tables.Workbook(
            stream,
            table.Form?.Sheet ?? "Rejects",
            table.Columns,
            table.Rows.Select(row => (IReadOnlyList<object?>)[.. row.Select(RowValue.Cell)]),
            table.Form?.Skip ?? 0
        );

    private static void Yaml(Stream stream, Table table)
    {
        if (table.Rows.Any())
        {
            Lines(stream, "- ", table);
        }
        else
        {
            Written(stream, writer => writer.Write("[]\n"));
        }
    }

    private static void Lines(Stream stream, string begin, Table table) =>
        Written(
            stream,
            writer =>
            {
                foreach (var row in table.Objects)
                {
                    writer.Write($"{begin}{ReadableJson.Line(row)}\n");
                }
            }
        );

    private static void Written(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false));
        write(writer);
    }

    private static LeadOpsException Wrong(string path, string what, Exception? problem = null) =>
        new(Failure.Invalid, $"`--rejects {path}`{what}", problem);
}
