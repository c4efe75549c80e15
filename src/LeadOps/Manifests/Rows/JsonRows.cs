using System.Text.Json;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Rows;

/// <summary>Rows of a JSON file: a list of objects, each with the line where it begins.</summary>
internal sealed partial class JsonRows(string path, string shown, DiagnosticBag problems)
{
    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public List<Row> Read()
    {
        ReadOnlySpan<byte> text = File.ReadAllBytes(path);
        text = text.StartsWith(Mark) ? text[Mark.Length..] : text;
        try
        {
            return Read(text);
        }
        catch (JsonException problem)
        {
            problems.Error(
                new SourceSpan(shown, (int)(problem.LineNumber ?? 0) + 1, (int)(problem.BytePositionInLine ?? 0) + 1),
                $"This is no JSON: {Sentence().Match(problem.Message)}",
                "Mend it, or write the rows as CSV."
            );
            return [];
        }
    }

    /// <summary>The place follows, and advice for programmers.</summary>
    [GeneratedRegex(@"^.*?(?=( in this mode)?\. (Change|LineNumber)|\.?$)", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    private List<Row> Read(ReadOnlySpan<byte> text)
    {
        var rows = new List<Row>();
        var reader = new Utf8JsonReader(text);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            problems.Error(
                new SourceSpan(shown, 1, 1),
                "The file is no list of objects.",
                "Write `[{\"email\": \"…\"}, …]`."
            );
            return rows;
        }

        var (line, counted) = (1, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            line += text[counted..start].Count((byte)'\n');
            counted = start;
            var at = new SourceSpan(shown, line, start - text[..start].LastIndexOf((byte)'\n'));
            using var item = JsonDocument.ParseValue(ref reader);
            if (Values(item.RootElement, at) is { } values)
            {
                rows.Add(new Row(at, rows.Count, values));
            }
        }

        reader.Read();
        return rows;
    }

    private Dictionary<string, object?>? Values(JsonElement item, SourceSpan at)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Error(at, $"`{item.GetRawText()}` is no row.", "Write `{\"email\": \"…\"}`.");
            return null;
        }

        foreach (
            var twice in item.EnumerateObject()
                .GroupBy(property => property.Name, StringComparer.Ordinal)
                .Where(group => group.Count() > 1)
        )
        {
            problems.Error(at, $"The key `{twice.Key}` comes twice in this row.", "Keep one of them.");
        }

        return Members(item);
    }

    private static Dictionary<string, object?> Members(JsonElement item)
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
        {
            members[property.Name] = Plain(property.Value);
        }

        return members;
    }

    private static object? Plain(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.TryGetInt32(out var whole) ? (object)whole
            : value.TryGetDecimal(out var number) ? number
            : value.GetDouble(),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Array => value.EnumerateArray().Select(Plain).ToList(),
            JsonValueKind.Object => Members(value),
            _ => null,
        };
}
