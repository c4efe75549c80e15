using LeadOps.Manifests.Yaml;

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
                rows.Add(new Row(item.At, rows.Count, Members(mapping)));
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

    private static Dictionary<string, object?> Members(YamlMapping mapping) =>
        mapping.Entries.ToDictionary(entry => entry.Key.Text, entry => Plain(entry.Value), StringComparer.Ordinal);

    private static object? Plain(YamlNode node) =>
        node switch
        {
            YamlScalar scalar => CoreSchema.Keep(scalar),
            YamlSequence sequence => sequence.Items.Select(Plain).ToList(),
            YamlMapping mapping => Members(mapping),
            _ => null,
        };
}
