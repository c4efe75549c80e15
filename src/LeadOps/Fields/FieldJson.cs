using System.Globalization;
using System.Text.Json;

namespace LeadOps.Fields;

/// <summary>Members of what the portal tells about fields.</summary>
internal static class FieldJson
{
    public static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
            ? value.ToString()
            : null;

    public static bool Flag(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.True;

    /// <summary>PHP makes an object of a list with gaps; a single value may come without its list.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Array => value.EnumerateArray(),
            JsonValueKind.Object when HasGaps(value) => value.EnumerateObject().Select(item => item.Value),
            JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => [],
            _ => [value],
        };

    private static bool HasGaps(JsonElement list) =>
        list.EnumerateObject().All(item => int.TryParse(item.Name, CultureInfo.InvariantCulture, out _));
}
