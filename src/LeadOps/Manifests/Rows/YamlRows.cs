using LeadOps.Manifests.Yaml;
using LeadOps.Templates;

namespace LeadOps.Manifests.Rows;

/// <summary>A YAML list of mappings.</summary>
internal sealed class YamlRows(NodeReader nodes)
{
    public RowData Read(YamlNode node)
    {
        var rows = new List<Row>();
        foreach (var item in nodes.Items(node, "rows"))
        {
            if (item is YamlMapping mapping)
            {
                rows.Add(new Row(item.At, rows.Count, Columns(mapping)));
            }
            else
            {
                nodes.Problems.Error(
                    item.At,
                    $"{NodeReader.Describe(item)} is not a row.",
                    "Write a row as a mapping: `- { email: a@b.example, owner: 7 }`."
                );
            }
        }

        return RowData.Of(rows);
    }

    private Dictionary<string, object?> Columns(YamlMapping mapping)
    {
        var columns = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in mapping.Entries)
        {
            var name = ColumnName.Of(key.Text);
            if (name.Length == 0 || !columns.TryAdd(name, Plain(value)))
            {
                nodes.Problems.Error(
                    key.At,
                    name.Length == 0 ? "A key of this row has no name." : $"The key `{name}` comes twice in this row.",
                    "Give every key its own name."
                );
            }
        }

        return columns;
    }

    private static Dictionary<string, object?> Members(YamlMapping mapping) =>
        mapping.Entries.ToDictionary(entry => entry.Key.Text, entry => Plain(entry.Value), StringComparer.Ordinal);

    private static object? Plain(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => CoreSchema.Keep(scalar),
            YamlSequence sequence => sequence.Items.Select(Plain).Select(WrittenNumber.AsText).ToList(),
            YamlMapping mapping => Members(mapping),
            _ => null,
        };
}
