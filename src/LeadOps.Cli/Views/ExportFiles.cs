using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CsvHelper;
using LeadOps.Diagnostics;
using LeadOps.Exporting;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>Exported leads as a fixture manifest, or as rows in CSV or JSON. Texts are written as JSON, which YAML reads byte for byte.</summary>
internal static partial class ExportFiles
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    private static readonly Dictionary<string, Action<TextWriter, Export, string>> Formats = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".yml"] = Yaml,
        [".yaml"] = Yaml,
        [".csv"] = Csv,
        [".json"] = Json,
    };

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
            Yaml(Console.Out, export, "exported-leads");
            return;
        }

        try
        {
            using var stream = PrivateFile.Create(path);
            using var writer = new StreamWriter(stream, new UTF8Encoding(false)) { NewLine = "\n" };
            Formats[Path.GetExtension(path)](writer, export, NameOf(path));
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
            $"manifest: 1\nname: {name}\ndescription: Exported leads; seed them with `leadops seed`\nrows:\n  leads:{(export.Count == 0 ? " []" : "")}\n"
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

    /// <summary>.NET escapes what lies beyond the first plane, and YAML of others knows no halves of a character.</summary>
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

    private static void Json(TextWriter output, Export export, string name)
    {
        var rows = export.Leads.Select(lead => new JsonObject([
            KeyValuePair.Create("key", (JsonNode?)lead.Key),
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

    /// <summary>Lists are JSON inside their cell; a fixture reads them with `object.from_json`.</summary>
    private static void Csv(TextWriter output, Export export, string name)
    {
        using var csv = new CsvWriter(output, CultureInfo.InvariantCulture);
        foreach (var column in export.Columns.Prepend("key"))
        {
            csv.WriteField(column);
        }

        csv.NextRecord();
        foreach (var lead in export.Leads)
        {
            csv.WriteField(lead.Key);
            foreach (var column in export.Columns)
            {
                csv.WriteField(
                    lead.Values[column] is { } value
                        ? value.GetValueKind() == JsonValueKind.String
                            ? value.GetValue<string>()
                            : Text(value)
                        : ""
                );
            }

            csv.NextRecord();
        }
    }
}
