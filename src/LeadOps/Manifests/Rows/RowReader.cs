using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests.Rows;

/// <summary>Rows from a file or from the manifest itself.</summary>
internal sealed class RowReader(string manifestFile, NodeReader nodes, BadRows badRows)
{
    public const int MaxRows = 100_000;
    private const int MaxBadRows = 50;
    private const long MaxBytes = 100 * 1024 * 1024;

    private static readonly Dictionary<string, Func<RowFile, DiagnosticBag, NodeReader, RowData>> Formats = new(
        StringComparer.Ordinal
    )
    {
        [".csv"] = (file, problems, _) => new CsvRows(file, problems).Read(),
        [".tsv"] = (file, problems, _) => new CsvRows(file, problems).Read(),
        [".xlsx"] = (file, problems, _) => new XlsxRows(file, problems).Read(),
        [".json"] = (file, problems, _) => new JsonRows(file, problems).Read(),
        [".jsonl"] = (file, problems, _) => new JsonRows(file, problems).Read(),
        [".yml"] = FromYaml,
        [".yaml"] = FromYaml,
    };

    private DiagnosticBag Problems => nodes.Problems;

    public RowSet Read(string name, YamlNode node)
    {
        var file = node is YamlSequence ? null : new RowFileReader(manifestFile, nodes).Read(node);
        var data =
            node is YamlSequence ? new YamlRows(nodes).Read(node)
            : file is not null ? FromFile(file)
            : RowData.None;
        if (data.Rows.Count > MaxRows)
        {
            Problems.Error(
                node.At,
                $"The rows `{name}` have more than {MaxRows:N0} lines, which is the limit.",
                "Split them over several manifests."
            );
        }

        if (badRows == BadRows.Refused)
        {
            data.Bad.Take(MaxBadRows).SelectMany(bad => bad.Problems).ToList().ForEach(Problems.Add);
        }

        var set = new RowSet(name, node.At, data.Rows)
        {
            File = file?.Shown,
            Bad = data.Bad,
            Remark = data.Remark is { } remark ? $"{file?.Shown}: {remark}" : null,
            Form = file is { Separator: not null } or { Encoding: not null } or { Skip: > 0 } or { Sheet: not null }
                ? new RowForm(file.Separator, file.Encoding, file.Skip, file.Sheet)
                : null,
        };
        return Even(data.Columns is null ? set : set with { Columns = data.Columns });
    }

    /// <summary>A column that only some rows have is null in the others.</summary>
    private static RowSet Even(RowSet set) =>
        set with
        {
            Rows =
            [
                .. set.Rows.Select(row =>
                    row.Values.Count == set.Columns.Count
                        ? row
                        : row with
                        {
                            Values = set.Columns.ToDictionary(
                                column => column,
                                column => row.Values.GetValueOrDefault(column),
                                StringComparer.Ordinal
                            ),
                        }
                ),
            ],
        };

    private RowData FromFile(RowFile file)
    {
        if (!Formats.TryGetValue(file.Extension, out var read))
        {
            Problems.Error(
                file.At,
                $"Rows do not come from files such as `{file.Shown}`.",
                $"Save a table as .xlsx or as `CSV UTF-8`. There are: {string.Join(", ", Formats.Keys)}."
            );
            return RowData.None;
        }

        try
        {
            // What is not a plain file has no length either, and might never end.
            var about = new FileInfo(file.Path);
            return !about.Exists ? throw new IOException("there is no such file.")
                : about.Length == 0 ? throw new IOException("the file is empty.")
                : about.Length > MaxBytes ? throw new IOException($"the file is larger than {MaxBytes >> 20} MB.")
                : read(file, Problems, nodes);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Problems.Error(
                file.At,
                problem is UnauthorizedAccessException
                    ? $"You may not read the rows file `{file.Shown}`."
                    : $"The rows file `{file.Shown}` cannot be read: {problem.Message.TrimEnd('.')}.",
                problem is UnauthorizedAccessException ? "Check its permissions."
                    : !File.Exists(file.Path) && NearFile.Of(file) is { } near ? $"Did you mean `{near}`?"
                    : "Check its name and contents."
            );
            return RowData.None;
        }
    }

    private static RowData FromYaml(RowFile file, DiagnosticBag problems, NodeReader nodes) =>
        ManifestFile.Text(file.Path, file.Shown, problems) is { } text
        && YamlTree.Read(file.Shown, text, problems) is { } node
            ? new YamlRows(nodes).Read(node)
            : RowData.None;
}
