using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LeadOps.Cli.Views;

/// <summary>JSON for files that people edit: letters and emoji stand as they are, which YAML reads as well.</summary>
internal static partial class ReadableJson
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Compact) { WriteIndented = true, NewLine = "\n" };

    public static string Line(JsonNode? value) => value is null ? "null" : Readable(value.ToJsonString(Compact));

    /// <summary>A list of objects, written one by one.</summary>
    public static void List(TextWriter output, IEnumerable<JsonObject> items)
    {
        var isEmpty = true;
        foreach (var item in items)
        {
            var text = Readable(item.ToJsonString(Indented)).Replace("\n", "\n  ", StringComparison.Ordinal);
            output.Write($"{(isEmpty ? "[" : ",")}\n  {text}");
            isEmpty = false;
        }

        output.Write(isEmpty ? "[]\n" : "\n]\n");
    }

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
}
