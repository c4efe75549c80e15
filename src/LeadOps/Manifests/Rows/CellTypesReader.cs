using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests.Rows;

/// <summary>`types`, `decimal` and `dates`: how the cells of a file are read.</summary>
internal sealed class CellTypesReader(NodeReader nodes)
{
    private static readonly Dictionary<string, CellType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = CellType.Text,
        ["number"] = CellType.Number,
        ["date"] = CellType.Date,
        ["boolean"] = CellType.Boolean,
    };

    public static IEnumerable<string> AllTypes => Types.Keys;

    private DiagnosticBag Problems => nodes.Problems;

    public CellTypes Read(YamlNode? types, YamlNode? sign, YamlNode? dates) =>
        new(
            types is null ? new Dictionary<string, CellType>() : TypesOf(types),
            sign is null ? null : Decimal(sign),
            dates is null ? null : Dates(dates)
        );

    private char? Decimal(YamlNode node)
    {
        if (node is YamlScalar { Text: "," or "." } sign)
        {
            return sign.Text[0];
        }

        Problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} is not a decimal mark.",
            "Write `decimal: \",\"` or `decimal: \".\"`."
        );
        return null;
    }

    private string? Dates(YamlNode node)
    {
        if (
            nodes.Text(node, "how dates are written") is not { } format
            || new[] { 'd', 'M', 'y' }.All(letter => format.Contains(letter, StringComparison.Ordinal))
        )
        {
            return (node as YamlScalar)?.Text;
        }

        Problems.Error(
            node.At,
            $"`{format}` does not name day, month and year.",
            "Write it with `d`, `M` and `y`: `dd.MM.yyyy`, `M/d/yyyy`, `dd.MM.yyyy HH:mm`."
        );
        return null;
    }

    private Dictionary<string, CellType> TypesOf(YamlNode node)
    {
        var types = new Dictionary<string, CellType>(StringComparer.Ordinal);
        if (node is not YamlMapping mapping)
        {
            Problems.Error(
                node.At,
                $"{NodeReader.Describe(node)} stands where `types` is expected.",
                "Write `{ COLUMN: number }`."
            );
            return types;
        }

        foreach (var (column, value) in mapping.Entries)
        {
            if (value is YamlScalar scalar && Types.TryGetValue(scalar.Text, out var type))
            {
                types[column.Text] = type;
            }
            else
            {
                Problems.Error(
                    value.At,
                    $"{NodeReader.Describe(value)} is not a type of cells.",
                    $"There are: {string.Join(", ", Types.Keys)}."
                );
            }
        }

        return types;
    }
}
