using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Planning;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>Rejected rows as they were, with reason and line behind: mended, the file is the next input.</summary>
internal static class RejectFiles
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] Added = ["reason", "line"];
    private static readonly string[] Extensions = [".csv", ".tsv", ".xlsx", ".json"];

    public static void Check(string? path)
    {
        if (path is not null && !Extensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--rejects {path}`: the extension decides the format; there are {string.Join(", ", Extensions)}."
            );
        }
    }

    public static void Write(string path, IReadOnlyList<Manifest> manifests, RowRejects rejects)
    {
        var sets = manifests.SelectMany(manifest => manifest.Changes).Select(change => change.ForEach).OfType<RowSet>();
        var columns = sets.SelectMany(set => set.Columns).Except(Added).Distinct(StringComparer.Ordinal).ToList();
        try
        {
            using var stream = PrivateFile.Create(path);
            Write(stream, Path.GetExtension(path).ToLowerInvariant(), columns, rejects.Rows);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--rejects {path}` cannot be written: {problem.Message}",
                problem
            );
        }
    }

    private static void Write(
        Stream stream,
        string extension,
        IReadOnlyList<string> columns,
        IReadOnlyList<RejectedRow> rejected
    )
    {
        // What was read by its own keys is written by them, so that the manifest reads the mended file in the same way.
        var source = rejected is [var first, ..] ? first.Set.Form : null;
        IReadOnlyList<string> header = [.. columns, .. Added];
        var rows = rejected.Select(row => Cells(row, columns));
        if (extension == ".xlsx")
        {
            Tables.Workbook(stream, source?.Sheet ?? "Rejects", header, rows, source?.Skip ?? 0);
        }
        else if (extension == ".json")
        {
            JsonSerializer.Serialize(
                stream,
                rows.Select(cells => header.Zip(cells).ToDictionary(cell => cell.First, cell => cell.Second)),
                Indented
            );
        }
        else
        {
            Tables.Csv(
                stream,
                header,
                rows,
                extension == ".tsv" ? '\t' : source?.Separator ?? ',',
                source?.Encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
                source?.Skip ?? 0
            );
        }
    }

    private static IReadOnlyList<object?> Cells(RejectedRow rejected, IReadOnlyList<string> columns)
    {
        var cells = rejected.Row.Written ?? rejected.Row.Values;
        return [.. columns.Select(column => cells.GetValueOrDefault(column)), rejected.Reason, rejected.Row.At.Line];
    }
}
