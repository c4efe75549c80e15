using System.Text.Json;

namespace LeadOps.Fields;

/// <summary>
/// Several values in one cell of a table: a JSON list, as exports write it. Multiple fields take such a text for its
/// items.
/// </summary>
internal static class ListText
{
    /// <summary>Null when the text is something else.</summary>
    public static IReadOnlyList<object?>? Read(string text)
    {
        if (!text.StartsWith('[') || !text.EndsWith(']'))
        {
            return null;
        }

        try
        {
            using var list = JsonDocument.Parse(text);
            return [.. list.RootElement.EnumerateArray().Select(Plain)];
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static object? Plain(JsonElement item) =>
        item.ValueKind switch
        {
            JsonValueKind.Object => item.EnumerateObject()
                .GroupBy(member => member.Name, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => Plain(group.Last().Value), StringComparer.Ordinal),
            JsonValueKind.Array => item.EnumerateArray().Select(Plain).ToList(),
            JsonValueKind.String => item.GetString(),
            JsonValueKind.True or JsonValueKind.False => item.GetBoolean(),
            JsonValueKind.Null => null,
            _ => item.GetRawText(),
        };
}
