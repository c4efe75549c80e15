using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Wire;

/// <summary>Parameters of a call; top-level names are compared without case.</summary>
internal sealed class Parameters(JsonObject members)
{
    public JsonObject Members { get; } = members;

    public JsonNode? this[string name] =>
        Members.FirstOrDefault(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    public bool Has(string name) =>
        Members.Any(pair => string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase));

    public long Id(string name = "id") =>
        Int(name) is > 0 and var id ? id : throw RestException.Legacy("ID is not defined or invalid.");

    /// <summary>An object parameter; PHP sends an empty one as `[]`.</summary>
    public JsonObject Map(string name, string complaint) =>
        this[name] switch
        {
            null => new JsonObject(),
            JsonObject map => map,
            JsonArray { Count: 0 } => new JsonObject(),
            JsonArray list => new JsonObject(
                list.Select((item, index) => KeyValuePair.Create($"{index}", item?.DeepClone()))
            ),
            _ => throw RestException.Legacy(complaint),
        };

    /// <summary>Like <see cref="Map"/>, but the parameter must be there, and not null.</summary>
    public JsonObject Needed(string name, string complaint) =>
        this[name] is null ? throw RestException.Legacy(complaint) : Map(name, complaint);

    public JsonObject Filter => Map("filter", "Parameter 'filter' must be array.");

    public JsonObject Order => Map("order", "Parameter 'order' must be array.");

    public string Get(string name) => Text(this[name]);

    public int Start => Small(this["start"]);

    /// <summary>A whole number by PHP's cast; 0 when there is none.</summary>
    public long Int(string name) => Int(this[name]);

    public static long Int(JsonNode? node) => PhpNumber.Int(Text(node));

    /// <summary>For places in an order and offsets, which no client makes long.</summary>
    public static int Small(JsonNode? node, int otherwise = 0) =>
        Text(node) is { Length: > 0 } text
            ? (int)Math.Clamp(PhpNumber.Int(text), int.MinValue, int.MaxValue)
            : otherwise;

    public static bool IsYes(JsonNode? node) => Text(node) is "Y" or "1" or "true";

    public static string Text(JsonNode? node) =>
        node switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            JsonValue value when value.GetValueKind() == JsonValueKind.True => "1",
            JsonValue value when value.GetValueKind() == JsonValueKind.False => "",
            _ => node.ToJsonString(),
        };

    public static List<string> Texts(JsonNode? node) =>
        node switch
        {
            null => [],
            JsonArray list => [.. list.Select(Text)],
            JsonObject map => [.. map.Select(pair => Text(pair.Value))],
            _ => [Text(node)],
        };
}
