using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>Rows from CSV, JSON, YAML or the manifest itself.</summary>
internal sealed class RowReader(string manifestFile, NodeReader nodes)
{
    private const int MaxRows = 100_000;
    private const long MaxBytes = 100 * 1024 * 1024;
    private const int MaxCell = 1_000_000;

    private DiagnosticBag Problems => nodes.Problems;

    public RowSet Read(string name, YamlNode node)
    {
        var (columns, rows) = node is YamlScalar file ? FromFile(file) : (null, FromNode(node));
        if (rows.Count > MaxRows)
        {
            Problems.Error(node.At, $"The rows `{name}` have {rows.Count:N0} lines, more than the limit of {MaxRows:N0}.", "Split them over several manifests.");
        }

        var set = new RowSet(name, node.At, rows);
        return Even(columns is null ? set : set with { Columns = columns });
    }

    /// <summary>A column that only some rows have is null in the others.</summary>
    private static RowSet Even(RowSet set) => set with
    {
        Rows = [.. set.Rows.Select(row => row.Values.Count == set.Columns.Count ? row : row with { Values = set.Columns.ToDictionary(column => column, column => row.Values.GetValueOrDefault(column), StringComparer.Ordinal) })],
    };

    private List<Row> FromNode(YamlNode node)
    {
        var rows = new List<Row>();
        foreach (var item in nodes.Items(node, "rows"))
        {
            if (item is not YamlMapping mapping)
            {
                Problems.Error(item.At, $"{NodeReader.Describe(item)} is no row.", "Write a row as a mapping: `- { email: a@b.example, owner: 7 }`.");
                continue;
            }

            rows.Add(new Row(item.At, rows.Count, mapping.Entries.ToDictionary(entry => entry.Key.Text, entry => Plain(entry.Value), StringComparer.Ordinal)));
        }

        return rows;
    }

    private static object? Plain(YamlNode node) => node switch
    {
        YamlScalar scalar => CoreSchema.Resolve(scalar),
        YamlSequence sequence => sequence.Items.Select(Plain).ToList(),
        YamlMapping mapping => mapping.Entries.ToDictionary(entry => entry.Key.Text, entry => Plain(entry.Value), StringComparer.Ordinal),
        _ => null,
    };

    private (IReadOnlyList<string>? Columns, List<Row> Rows) FromFile(YamlScalar scalar)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestFile))!;
        var path = Path.GetFullPath(Path.Combine(folder, scalar.Text));
        if (Path.IsPathRooted(scalar.Text) || !path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || IsLinked(folder, path))
        {
            Problems.Error(scalar.At, $"The rows file `{scalar.Text}` lies outside the manifest's folder.", "Keep rows beside or below the manifest.");
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
<<<<<<< HEAD
        catch (MaxFieldSizeException)
        {
            Problems.Error(scalar.At, $"The rows file `{scalar.Text}` has a cell of more than {MaxCell:N0} characters.", "Look for a quote that is never closed.");
            return [];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
=======
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
>>>>>>> origin/main
        {
            Problems.Error(scalar.At, $"The rows file `{scalar.Text}` cannot be read: {problem.Message}", "Check its name and contents.");
            return (null, []);
        }
    }

<<<<<<< HEAD
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

    private List<Row> FromCsv(string path, string shown)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null, DetectColumnCountChanges = false, MaxFieldSize = MaxCell });
        var rows = new List<Row>();
        if (!csv.Read() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            Problems.Error(new SourceSpan(shown, 1, 1), "The file has no header line.", "Its first line names the columns.");
            return rows;
        }

        foreach (var column in header.GroupBy(column => column, StringComparer.Ordinal).Where(group => group.Count() > 1 || string.IsNullOrWhiteSpace(group.Key)))
        {
            Problems.Error(new SourceSpan(shown, 1, 1), $"The column `{column.Key}` comes twice or has no name.", "Give every column its own name.");
        }

        while (csv.Read())
        {
            var at = new SourceSpan(shown, csv.Parser.RawRow, 1);
            if (csv.Parser.Count != header.Length)
            {
                Problems.Error(at, $"The line has {csv.Parser.Count} cells, the header {header.Length}.", "Quote cells that contain commas.");
                continue;
            }

            var values = new Dictionary<string, object?>(StringComparer.Ordinal);
            for (var i = 0; i < header.Length; i++)
            {
                values[header[i]] = csv.GetField(i);
            }

            rows.Add(new Row(at, rows.Count, values));
        }

        return rows;
    }

    private List<Row> FromJson(string path, string shown)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.Object))
        {
            Problems.Error(new SourceSpan(shown, 1, 1), "The file is no list of objects.", "Write `[{\"email\": \"…\"}, …]`.");
            return [];
        }

        return [.. document.RootElement.EnumerateArray().Select((item, index) => new Row(
            new SourceSpan(shown, 1, 1), index, item.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal)))];
    }

    private static object? Plain(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt32(out var whole) ? (object)whole : value.TryGetDecimal(out var number) ? number : value.GetDouble(),
        JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
        JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(property => property.Name, property => Plain(property.Value), StringComparer.Ordinal),
        _ => null,
    };

=======
>>>>>>> origin/main
    private List<Row> FromYaml(string path, string shown)
    {
        var node = YamlTree.Read(shown, File.ReadAllText(path), Problems);
        return node is null ? [] : FromNode(node);
    }
}
