using System.Text;
using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests.Rows;

/// <summary>`FILE`, or `{ file: FILE, … }` with how the file is to be read.</summary>
internal sealed class RowFileReader(string manifestFile, NodeReader nodes)
{
    private const string Texts = ".csv and .tsv";
    private const string Tables = ".csv, .tsv and .xlsx";

    /// <summary>Every key with the kinds of files that it is for.</summary>
    private static readonly Dictionary<string, string> Keys = new(StringComparer.Ordinal)
    {
        ["file"] = "",
        ["separator"] = Texts,
        ["encoding"] = Texts,
        ["decimal"] = Tables,
        ["dates"] = Tables,
        ["types"] = Tables,
        ["sheet"] = ".xlsx",
        ["headerRow"] = ".xlsx",
        ["skip"] = Texts,
    };

    private Dictionary<string, (YamlScalar Key, YamlNode Value)> members = [];

    public static IEnumerable<string> AllKeys => Keys.Keys;

    private DiagnosticBag Problems => nodes.Problems;

    /// <summary>Null when the file cannot be meant; the reason was reported.</summary>
    public RowFile? Read(YamlNode node)
    {
        if (node is YamlScalar short_)
        {
            return RowFilePlace.Of(short_, manifestFile, Problems);
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

        if (
            nodes.Text(named.Value, "the name of a file") is null
            || RowFilePlace.Of((YamlScalar)named.Value, manifestFile, Problems) is not { } file
        )
        {
            return null;
        }

        CheckKind(file);
        return file with
        {
            HasKeys = true,
            Separator = Get("separator") is { } separator ? Separator(separator) : null,
            Encoding = Get("encoding") is { } encoding ? EncodingOf(encoding) : null,
            Cells = new CellTypesReader(nodes).Read(Get("types"), Get("decimal"), Get("dates")),
            Sheet = Get("sheet") is { } sheet ? nodes.Text(sheet, "the name of a sheet") : null,
            Skip =
                (Get("skip") is { } skip ? nodes.Number(skip, "skip") ?? 0 : 0)
                + (Get("headerRow") is { } header ? (nodes.Number(header, "headerRow", 1) ?? 1) - 1 : 0),
        };
    }

    private YamlNode? Get(string key) => members.TryGetValue(key, out var member) ? member.Value : null;

    private void CheckKind(RowFile file)
    {
        foreach (var (key, (at, _)) in members.Where(member => Keys[member.Key].Length > 0))
        {
            if (!Keys[key].Split([' ', ',']).Contains(file.Extension))
            {
                Problems.Error(at.At, $"`{key}` is for {Keys[key]} files, not for `{file.Shown}`.", "Leave it out.");
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
            "Write one character: `\";\"`, `\"\\t\"` or `\"|\"`."
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
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            Problems.Error(
                node.At,
                $"`{name}` is not a known encoding.",
                "Write for instance `utf-8`, `windows-1251`, `windows-1252` or `utf-16`."
            );
            return null;
        }
    }
}
