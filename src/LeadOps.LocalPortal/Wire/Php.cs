using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Wire;

/// <summary>PHP's way with names: `fields[PHONE][0][VALUE]=x` becomes a tree; keys 0..n-1 make a list.</summary>
internal static class Php
{
    public static JsonObject ParseQuery(string query)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (PhpName.Path(Decode(equals < 0 ? pair : pair[..equals])) is { } path)
            {
                Put(root, path, equals < 0 ? "" : Decode(pair[(equals + 1)..]));
            }
        }

        return (ToJson(root, isTop: true) as JsonObject)!;
    }

    /// <summary>JSON as PHP reads it: of two members with one name the last one counts, and 1.0 says 1.</summary>
    public static JsonNode? FromJson(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var map = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    map[member.Name] = FromJson(member.Value);
                }

                return map;
            case JsonValueKind.Array:
                return new JsonArray([.. element.EnumerateArray().Select(FromJson)]);
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Number:
                return element.TryGetInt64(out var whole) ? whole
                    : element.TryGetDouble(out var number) && double.IsInteger(number) && Math.Abs(number) < 1e15
                        ? (long)number
                    : JsonValue.Create(element.Clone());
            default:
                return element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetBoolean();
        }
    }

    private static string Decode(string text) => WebUtility.UrlDecode(text);

    private static void Put(Dictionary<string, object> target, IReadOnlyList<string> path, string value)
    {
        for (var i = 0; i < path.Count; i++)
        {
            var key = path[i].Length == 0 && i > 0 ? NextIndex(target) : path[i];
            if (key is null)
            {
                return;
            }

            if (i == path.Count - 1)
            {
                target[key] = value;
            }
            else if (target.TryGetValue(key, out var inner) && inner is Dictionary<string, object> nested)
            {
                target = nested;
            }
            else
            {
                var made = new Dictionary<string, object>(StringComparer.Ordinal);
                target[key] = made;
                target = made;
            }
        }
    }

    /// <summary>
    /// One more than the largest number, null behind the largest of all. A list of n members has n free, so that a
    /// long one costs no search.
    /// </summary>
    private static string? NextIndex(Dictionary<string, object> target)
    {
        var isList =
            target.Count == 0 || (target.ContainsKey($"{target.Count - 1}") && !target.ContainsKey($"{target.Count}"));
        var last = isList ? target.Count - 1 : target.Keys.Max(Index) ?? -1;
        return last < long.MaxValue ? string.Create(CultureInfo.InvariantCulture, $"{last + 1}") : null;
    }

    /// <summary>`01` is a name and not a number.</summary>
    private static long? Index(string key) =>
        long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index)
        && key == string.Create(CultureInfo.InvariantCulture, $"{index}")
            ? index
            : null;

    private static JsonNode ToJson(object value, bool isTop = false)
    {
        if (value is not Dictionary<string, object> members)
        {
            return JsonValue.Create((string)value);
        }

        return
            !isTop && members.Count > 0 && members.Keys.Select((key, index) => key == $"{index}").All(isList => isList)
            ? new JsonArray([.. members.Values.Select(item => ToJson(item))])
            : Nodes.Map(members, pair => pair.Key, pair => ToJson(pair.Value));
    }

    /// <summary>What PHP makes of a map: `[]` when empty, a list when its keys are 0..n-1.</summary>
    public static JsonNode Map(IReadOnlyList<KeyValuePair<string, JsonNode?>> members) =>
        members.Select((pair, index) => pair.Key == $"{index}").All(isList => isList)
            ? new JsonArray([.. members.Select(pair => pair.Value?.DeepClone())])
            : Nodes.Copy(members);
}
