using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests.Rows;

/// <summary>`FILE`, or `{ file: FILE, … }` with how the file is to be read.</summary>
internal sealed class RowFileReader(string manifestFile, NodeReader nodes)
{
    private const string TableFiles = ".csv .tsv .xlsx";

    /// <summary>Every key with the kinds of files that it is for.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["file"] = "",
        ["separator"] = ".csv .tsv",
        ["encoding"] = ".csv .tsv",
        ["decimal"] = TableFiles,
        ["dates"] = TableFiles,
        ["types"] = TableFiles,
        ["sheet"] = ".xlsx",
        ["headerRow"] = ".xlsx",
        ["skip"] = ".csv .tsv",
    };

    private static readonly Dictionary<string, CellType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = CellType.Text,
        ["number"] = CellType.Number,
        ["date"] = CellType.Date,
        ["boolean"] = CellType.Boolean,
    };

    private Dictionary<string, (YamlScalar Key, YamlNode Value)> members = [];

    public static IEnumerable<string> AllKeys => Keys.Keys;

    public static IEnumerable<string> AllTypes => Types.Keys;

    private DiagnosticBag Problems => nodes.Problems;

    /// <summary>Null when the file cannot be meant; the reason was reported.</summary>
    public RowFile? Read(YamlNode node)
    {
        if (node is YamlScalar short_)
        {
            return At(short_);
        }

        members = nodes.Members(node, "rows", Keys.Keys);
        if (node is not YamlMapping || !members.TryGetValue("file", out var named))
        {
            if (node is YamlMapping)
            {
                Problems.Error(
                    node.At,
                    "The rows have no `file`.",
                    "Add `file: data/leads.csv`, or write the rows as a list."
                );
            }

            return null;
        }

        if (nodes.Text(named.Value, "the name of a file") is null || At((YamlScalar)named.Value) is not { } file)
        {
            return null;
        }

        CheckKind(file);
        return file with
        {
            Separator = Get("separator") is { } separator ? Separator(separator) : null,
            Encoding = Get("encoding") is { } encoding ? EncodingOf(encoding) : null,
            Cells = new CellTypes(
                Get("types") is { } types ? TypesOf(types) : new Dictionary<string, CellType>(),
                Get("decimal") is { } sign ? Decimal(sign) : null,
                Get("dates") is { } dates ? Dates(dates) : null
            ),
            Sheet = Get("sheet") is { } sheet ? nodes.Text(sheet, "the name of a sheet") : null,
            Skip =
                (Get("skip") is { } skip ? nodes.Number(skip, "skip") ?? 0 : 0)
                + (Get("headerRow") is { } header ? (nodes.Number(header, "headerRow", 1) ?? 1) - 1 : 0),
        };
    }

    private YamlNode? Get(string key) => members.TryGetValue(key, out var member) ? member.Value : null;

    private void CheckKind(RowFile file)
    {
        foreach (var (key, (at, _)) in members.Where(member => Keys[member.Key] is { Length: > 0 } kinds))
        {
            if (!Keys[key].Split(' ').Contains(file.Extension))
            {
                Problems.Error(
                    at.At,
                    $"`{key}` is for {Keys[key].Replace(" ", " and ", StringComparison.Ordinal)} files, not for `{file.Shown}`.",
                    "Leave it out."
                );
            }
        }
    }

    private char? Separator(YamlNode node)
    {
        if (node is YamlScalar { Text: [var sign] } && !char.IsLetterOrDigit(sign) && sign is not ('"' or '\r' or '\n'))
        {
            return sign;
        }

        Problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} is not a separator.",
            "Write one sign: `\";\"`, `\"\\t\"` or `\"|\"`."
        );
        return null;
    }

    private Encoding? EncodingOf(YamlNode node)
    {
        if (nodes.Text(node, "an encoding") is not { } name)
        {
            return null;
        }

        try
        {
            var (encoder, decoder) = (EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return CodePagesEncodingProvider.Instance.GetEncoding(name, encoder, decoder)
                ?? Encoding.GetEncoding(name, encoder, decoder);
        }
        catch (ArgumentException)
        {
            Problems.Error(
                node.At,
                $"`{name}` is not a known encoding.",
                "Write for instance `utf-8`, `windows-1251`, `windows-1252` or `utf-16`."
            );
            return null;
        }
    }

    private char? Decimal(YamlNode node)
    {
        if (node is YamlScalar { Text: "," or "." } sign)
        {
            return sign.Text[0];
        }

        Problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} is not a decimal sign.",
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
            $"`{format}` does not tell day, month and year.",
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

    private RowFile? At(YamlScalar name)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestFile))!;
        var path = name.Text.Contains('\0', StringComparison.Ordinal)
            ? folder
            : Path.GetFullPath(Path.Combine(folder, name.Text));
        if (
            !Path.IsPathRooted(name.Text)
            && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !IsLinked(folder, path)
        )
        {
            return new RowFile(path, Path.Combine(Path.GetDirectoryName(manifestFile) ?? "", name.Text), name.At);
        }

        Problems.Error(
            name.At,
            $"The rows file `{name.Text}` lies outside the manifest's folder.",
            "Keep rows beside or below the manifest."
        );
        return null;
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
}
