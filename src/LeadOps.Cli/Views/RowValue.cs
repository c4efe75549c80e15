using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Templates;

namespace LeadOps.Cli.Views;

/// <summary>A value of a row on its way back into a file, so that the file is read as the first one was.</summary>
internal static class RowValue
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    public static JsonNode? Json(object? value) =>
        value switch
        {
            null => null,
            bool flag => flag,
            int or long or decimal or WrittenNumber => Number(Text(value)),
            IReadOnlyDictionary<string, object?> members => new JsonObject(
                members.Select(member => KeyValuePair.Create(member.Key, Json(member.Value)))
            ),
            IEnumerable<object?> items => new JsonArray([.. items.Select(Json)]),
            _ => Text(value),
        };

    /// <summary>A cell of a text table: several values are a JSON list, which multiple fields take as it is.</summary>
    public static string Text(object? value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            DateTime day when day.TimeOfDay == TimeSpan.Zero => day.ToString("yyyy-MM-dd", Invariant),
            DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss", Invariant),
            IReadOnlyDictionary<string, object?> or IEnumerable<object?> => ReadableJson.Line(Json(value)),
            _ => Convert.ToString(value, Invariant) ?? "",
        };

    /// <summary>A cell of a workbook has a type.</summary>
    public static object? Cell(object? value) =>
        value is null or bool or int or long or decimal or DateTime ? value : Text(value);

    /// <summary>YAML knows numbers that JSON does not: `0x1F`.</summary>
    private static JsonNode? Number(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
