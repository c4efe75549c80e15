using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Diagnostics;
using LeadOps.Exporting;
using LeadOps.Storage;

namespace LeadOps.Cli.Views;

/// <summary>
/// Exported leads as a fixture manifest, or as rows in a table or JSON. Texts are written as JSON, which YAML reads
/// byte for byte.
/// </summary>
internal static class ExportFiles
{
    private const int ExactDigits = 15;

    private static readonly Dictionary<string, Action<Stream, Export, string>> Formats = new(
        StringComparer.OrdinalIgnoreCase
    )
    {
        [".yml"] = (stream, export, name) => Written(stream, writer => Yaml(writer, export, name)),
        [".yaml"] = (stream, export, name) => Written(stream, writer => Yaml(writer, export, name)),
        [".csv"] = (stream, export, _) => Tables.Csv(stream, Columns(export), Rows(export)),
        [".xlsx"] = (stream, export, _) => Tables.Workbook(stream, "Leads", Columns(export), Typed(export)),
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

    /// <summary>Into the file, or as a whole to stdout, where a machine is told of the file.</summary>
    public static void Write(string? path, Export export, string format)
    {
        if (path is null)
        {
            if (format == "json")
            {
                Json(Terminal.Out, export);
            }
            else
            {
                Yaml(Terminal.Out, export, "exported-leads");
            }

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
                $"`--out {path}` cannot be written: {FileProblem.Of(problem)}",
                problem
            );
        }

        if (format == "json")
        {
            Terminal.Out.WriteLine(Views.Json.Text(Told(path, export)));
        }
    }

    private static JsonObject Told(string path, Export export) =>
        new()
        {
            ["formatVersion"] = 1,
            ["file"] = path,
            ["leads"] = export.Count,
        };

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
            output.Write($"    - key: {ReadableJson.Line(lead.Key)}\n");
            foreach (var (field, value) in lead.Values)
            {
                output.Write($"      {field}: {ReadableJson.Line(value)}\n");
            }
        }

        output.Write("fixtures:\n  - name: leads\n    forEach: leads\n    key: \"{{ row.key }}\"\n    set:\n");
        foreach (var column in export.Columns)
        {
            output.Write($"      {column}: \"{{{{ row.{column} }}}}\"\n");
        }
    }

    private static void Json(TextWriter output, Export export) =>
        ReadableJson.List(
            output,
            export.Leads.Select(lead => new JsonObject([
                KeyValuePair.Create("key", (JsonNode?)lead.Key),
                .. export.HasIds ? new[] { KeyValuePair.Create("ID", (JsonNode?)lead.Id) } : [],
                .. lead.Values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())),
            ]))
        );

    /// <summary>What the file cannot hold in full: a cell of a workbook ends where a long text goes on.</summary>
    public static IEnumerable<string> Cut(string? path, Export export) =>
        !".xlsx".Equals(Path.GetExtension(path), StringComparison.OrdinalIgnoreCase)
            ? []
            : Rows(export)
                .SelectMany(row => Columns(export).Zip(row))
                .Where(cell => cell.Second is string { Length: > Tables.MaxCell })
                .CountBy(cell => cell.First)
                .Select(column =>
                    $"`{column.Key}` of {column.Value} {(column.Value == 1 ? "lead" : "leads")} is cut at 32,767 "
                    + "characters, which is all that a cell holds; .csv and .json have the whole text."
                );

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

    /// <summary>A workbook sorts and sums numbers, as long as it keeps all of their digits.</summary>
    private static IEnumerable<IReadOnlyList<object?>> Typed(Export export)
    {
        bool[] areNumbers = [.. Columns(export).Select(export.Numbers.Contains)];
        return Rows(export)
            .Select(row =>
                (IReadOnlyList<object?>)[.. row.Zip(areNumbers, (cell, isNumber) => isNumber ? Number(cell) : cell)]
            );
    }

    private static object? Number(object? cell) =>
        cell is string { Length: <= ExactDigits } text
        && decimal.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : cell;

    /// <summary>One value is a plain cell; several are a JSON list, which multiple fields take as it is.</summary>
    private static string Cell(string column, JsonNode? value) =>
        value switch
        {
            null => "",
            JsonArray { Count: 1 } single when Single(column, single[0]) is { } only => only,
            _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => ReadableJson.Line(value),
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
