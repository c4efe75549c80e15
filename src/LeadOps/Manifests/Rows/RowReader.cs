using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests.Rows;

/// <summary>Rows from CSV, JSON, YAML or the manifest itself.</summary>
internal sealed class RowReader(string manifestFile, NodeReader nodes)
{
    private const int MaxRows = 100_000;
    private const long MaxBytes = 100 * 1024 * 1024;

    private DiagnosticBag Problems => nodes.Problems;

    public RowSet Read(string name, YamlNode node)
    {
        var (columns, rows) = node is YamlScalar file ? FromFile(file) : (null, FromNode(node));
        if (rows.Count > MaxRows)
        {
            Problems.Error(
                node.At,
                $"The rows `{name}` have {rows.Count:N0} lines, more than the limit of {MaxRows:N0}.",
                "Split them over several manifests."
            );
        }

        var set = new RowSet(name, node.At, rows);
        return Even(columns is null ? set : set with { Columns = columns });
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

    private List<Row> FromNode(YamlNode node)
    {
        var rows = new List<Row>();
        foreach (var item in nodes.Items(node, "rows"))
        {
            if (item is not YamlMapping mapping)
            {
                Problems.Error(
                    item.At,
                    $"{NodeReader.Describe(item)} is no row.",
                    "Write a row as a mapping: `- { email: a@b.example, owner: 7 }`."
                );
                continue;
            }

            rows.Add(
                new Row(
                    item.At,
                    rows.Count,
                    mapping.Entries.ToDictionary(
                        entry => entry.Key.Text,
                        entry => Plain(entry.Value),
                        StringComparer.Ordinal
                    )
                )
            );
        }

        return rows;
    }

    private static object? Plain(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => CoreSchema.Resolve(scalar),
            YamlSequence sequence => sequence.Items.Select(Plain).ToList(),
            YamlMapping mapping => mapping.Entries.ToDictionary(
                entry => entry.Key.Text,
                entry => Plain(entry.Value),
                StringComparer.Ordinal
            ),
            _ => null,
        };

    private (IReadOnlyList<string>? Columns, List<Row> Rows) FromFile(YamlScalar scalar)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestFile))!;
        var path = Path.GetFullPath(Path.Combine(folder, scalar.Text));
        if (
            Path.IsPathRooted(scalar.Text)
            || !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            || IsLinked(folder, path)
        )
        {
            Problems.Error(
                scalar.At,
                $"The rows file `{scalar.Text}` lies outside the manifest's folder.",
                "Keep rows beside or below the manifest."
            );
            return (null, []);
        }

        var shown = Path.Combine(Path.GetDirectoryName(manifestFile) ?? "", scalar.Text);
        try
        {
            // What is no plain file has no length either, and might never end.
            return new FileInfo(path).Length is var length && length == 0 ? throw new IOException("the file is empty.")
                : length > MaxBytes ? throw new IOException($"the file is larger than {MaxBytes >> 20} MB.")
                : Path.GetExtension(path).ToLowerInvariant() switch
                {
                    ".csv" => new CsvRows(path, shown, Problems).Read(),
                    ".json" => (null, new JsonRows(path, shown, Problems).Read()),
                    ".yml" or ".yaml" => (null, FromYaml(path, shown)),
                    _ => throw new IOException("rows come from .csv, .json or .yml files"),
                };
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Problems.Error(
                scalar.At,
                $"The rows file `{scalar.Text}` cannot be read: {problem.Message}",
                "Check its name and contents."
            );
            return (null, []);
        }
    }

    /// <summary>A link may lead anywhere, also one on the way to the file.</summary>
    private static bool IsLinked(string folder, string path)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private List<Row> FromYaml(string path, string shown)
    {
        var node = YamlTree.Read(shown, File.ReadAllText(path), Problems);
        return node is null ? [] : FromNode(node);
    }
}
