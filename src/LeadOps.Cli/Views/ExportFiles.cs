using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Exporting;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>
/// Exported leads as a fixture manifest, or as rows in a table or JSON. Texts are written as JSON, which YAML reads
/// byte for byte.
/// </summary>
internal static partial class ExportFiles
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    private static readonly Dictionary<string, Action<Stream, Export, string>> Formats = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".yml"] = (stream, export, name) => Written(stream, writer => Yaml(writer, export, name)),
        [".yaml"] = (stream, export, name) => Written(stream, writer => Yaml(writer, export, name)),
        [".csv"] = (stream, export, _) => Tables.Csv(stream, Columns(export), Rows(export)),
        [".xlsx"] = (stream, export, _) => Tables.Workbook(stream, "Leads", Columns(export), Rows(export)),
        [".json"] = (stream, export, _) => Written(stream, writer => Json(writer, export)),
    };

    private static void Written(Stream stream, Action<TextWriter> write)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
        write(writer);
    }

    public static void Check(string? path)
    {
        if (path is not null && !Formats.ContainsKey(Path.GetExtension(path)))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--out {path}`: the extension decides the format; there are {string.Join(", ", Formats.Keys)}."
            );
        }
    }

    public static void Write(string? path, Export export)
    {
        if (path is null)
        {
            Yaml(Terminal.Out, export, "exported-leads");
            return;
        }

        try
        {
            using var stream = PrivateFile.Create(path);
            Formats[Path.GetExtension(path)](stream, export, NameOf(path));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--out {path}` cannot be written: {problem.Message}",
                problem
            );
        }
    }

    /// <summary>The manifest is named after its file, as far as the letters allow.</summary>
    private static string NameOf(string path)
    {
        var letters = Path.GetFileNameWithoutExtension(path)
            .ToLowerInvariant()
            .Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-');
        var name = string.Concat(letters).Trim('-');
        return name.Length > 0 ? name : "exported-leads";
    }

    private static void Yaml(TextWriter output, Export export, string name)
    {
        output.Write(
            $"manifest: 1\nname: {name}\ndescription: Exported leads; "
                + $"seed them with `leadops seed`\nrows:\n  leads:{(export.Count == 0 ? " []" : "")}\n"
        );
        foreach (var lead in export.Leads)
        {
            output.Write($"    - key: {Text(JsonValue.Create(lead.Key))}\n");
            foreach (var (field, value) in lead.Values)
            {
                output.Write($"      {field}: {Text(value!)}\n");
            }
        }

        output.Write("fixtures:\n  - name: leads\n    forEach: leads\n    key: \"{{ row.key }}\"\n    set:\n");
        foreach (var column in export.Columns)
        {
            output.Write($"      {column}: \"{{{{ row.{column} }}}}\"\n");
        }
    }

    private static string Text(JsonNode value) => Readable(value.ToJsonString(Compact));

    /// <summary>
    /// .NET escapes what lies beyond the first plane, and YAML of others knows no halves of a character.
    /// </summary>
    private static string Readable(string json) =>
        HalvesOfCharacters()
            .Replace(
                json,
                match =>
                    match.Groups["before"].Value
                    + (char)Convert.ToInt32(match.Groups["high"].Value, 16)
                    + (char)Convert.ToInt32(match.Groups["low"].Value, 16)
            );

    /// <summary>An escape begins after an even number of backslashes.</summary>
    [GeneratedRegex(
        @"(?<before>(?<!\\)(?:\\\\)*)\\u(?<high>D[89AB][0-9A-F]{2})\\u(?<low>D[C-F][0-9A-F]{2})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex HalvesOfCharacters();

    private static void Json(TextWriter output, Export export)
    {
        var rows = export.Leads.Select(lead => new JsonObject([
            KeyValuePair.Create("key", (JsonNode?)lead.Key),
            .. export.HasIds ? new[] { KeyValuePair.Create("ID", (JsonNode?)lead.Id) } : [],
            .. lead.Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())),
        ]));
        var separator = "[";
        foreach (var row in rows)
        {
            output.Write(
                separator
                    + "\n  "
                    + Readable(row.ToJsonString(Indented)).Replace("\n", "\n  ", StringComparison.Ordinal)
            );
            separator = ",";
        }

        output.Write(export.Count == 0 ? "[]\n" : "\n]\n");
    }

    /// <summary>
    /// A lead's id stands first, so that an edited file says which lead is meant; who is anonymous has none.
    /// </summary>
    private static IReadOnlyList<string> Columns(Export export) =>
        export.HasIds ? ["key", "ID", .. export.Columns] : ["key", .. export.Columns];

    private static IEnumerable<IReadOnlyList<object?>> Rows(Export export) =>
        export.Leads.Select(lead =>
            (IReadOnlyList<object?>)
                [
                    lead.Key,
                    .. export.HasIds ? new object?[] { lead.Id } : [],
                    .. export.Columns.Select(column => Cell(column, lead.Values[column])),
                ]
        );

    /// <summary>One value is a plain cell; several are a JSON list, which multiple fields take as it is.</summary>
    private static string Cell(string column, JsonNode? value) =>
        value switch
        {
            null => "",
            JsonArray { Count: 1 } single when Single(column, single[0]) is { } only => only,
            _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => Text(value),
        };

    /// <summary>A messenger's handle says nothing without its kind.</summary>
    private static string? Single(string column, JsonNode? item) =>
        item is JsonObject entry
            ? column == "IM"
                ? null
                : (entry["VALUE"] as JsonValue)?.GetValue<string>()
            : item is JsonValue plain && plain.GetValueKind() == JsonValueKind.String
                ? plain.GetValue<string>()
                : null;
}
