using System.Text.Json;
using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Templates;

namespace LeadOps.Manifests.Rows;

/// <summary>Rows of a JSON file: a list of objects, each with the line where it begins.</summary>
internal sealed partial class JsonRows(RowFile file, DiagnosticBag problems)
{
    private const int MaxProblems = 50;

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    public RowData Read() => RowData.Of(file.Extension == ".jsonl" ? Lines() : List());

    private List<Row> List()
    {
        ReadOnlySpan<byte> text = File.ReadAllBytes(file.Path);
        text = text.StartsWith(Mark) ? text[Mark.Length..] : text;
        try
        {
            return List(text);
        }
        catch (JsonException problem)
        {
            Broken(problem, 1);
            return [];
        }
    }

    private void Broken(JsonException problem, int firstLine) =>
        problems.Error(
            file.Place((int)(problem.LineNumber ?? 0) + firstLine, (int)(problem.BytePositionInLine ?? 0) + 1),
            $"This is not JSON: {Sentence().Match(problem.Message)}",
            "Correct it, or write the rows as CSV."
        );

    /// <summary>One object a line.</summary>
    private List<Row> Lines()
    {
        var rows = new List<Row>();
        foreach (
            var (index, text) in File.ReadLines(file.Path).Index().Where(line => !string.IsNullOrWhiteSpace(line.Item))
        )
        {
            try
            {
                using var item = JsonDocument.Parse(text);
                var at = file.Place(index + 1, 1);
                if (Read(item.RootElement, at) is { } values)
                {
                    rows.Add(new Row(at, rows.Count, values));
                }
            }
            catch (JsonException problem)
            {
                Broken(problem, index + 1);
            }

            if (rows.Count > RowReader.MaxRows || problems.Items.Count > MaxProblems)
            {
                break;
            }
        }

        return rows;
    }

    /// <summary>The place follows, and advice for programmers.</summary>
    [GeneratedRegex(@"^.*?(?=( in this mode)?\. (Change|LineNumber)|\.?$)", RegexOptions.Singleline)]
    private static partial Regex Sentence();

    private List<Row> List(ReadOnlySpan<byte> text)
    {
        var rows = new List<Row>();
        var reader = new Utf8JsonReader(text);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartArray)
        {
            problems.Error(file.Place(1, 1), "The file is not a list of objects.", "Write `[{\"email\": \"…\"}, …]`.");
            return rows;
        }

        var (line, counted) = (1, 0);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            line += text[counted..start].Count((byte)'\n');
            counted = start;
            var at = file.Place(line, start - text[..start].LastIndexOf((byte)'\n'));
            using var item = JsonDocument.ParseValue(ref reader);
            if (Read(item.RootElement, at) is { } values)
            {
                rows.Add(new Row(at, rows.Count, values));
            }
        }

        reader.Read();
        return rows;
    }

    /// <summary>Also the texts of the row are checked: an escape may hold half of a character.</summary>
    private Dictionary<string, object?>? Read(JsonElement item, SourceSpan at)
    {
        try
        {
            return Values(item, at);
        }
        catch (InvalidOperationException)
        {
            problems.Error(
                at,
                "A text of this row holds half of a character, such as `\\ud83d` without its second part, "
                    + "or bytes that are not UTF-8.",
                "Write the text again; the program that made the file cut it inside an emoji."
            );
            return null;
        }
    }

    private Dictionary<string, object?>? Values(JsonElement item, SourceSpan at)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            problems.Error(at, $"`{item.GetRawText()}` is not a row.", "Write `{\"email\": \"…\"}`.");
            return null;
        }

        var columns = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var property in item.EnumerateObject())
        {
            var name = ColumnName.Of(property.Name);
            if (name.Length == 0)
            {
                problems.Error(at, "A key of this row has no name.", "Give every key its own name.");
            }
            else if (!columns.TryAdd(name, Plain(property.Value)))
            {
                problems.Error(at, $"The key `{name}` comes twice in this row.", "Keep one of them.");
            }
        }

        return columns;
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
            JsonValueKind.Number => KeptNumber.Of(value.GetRawText()),
            JsonValueKind.True or JsonValueKind.False => value.GetBoolean(),
            JsonValueKind.Array => value.EnumerateArray().Select(Plain).Select(WrittenNumber.AsText).ToList(),
            JsonValueKind.Object => Members(value),
            _ => null,
        };
}
