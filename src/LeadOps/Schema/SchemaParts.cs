using System.Text.Json.Nodes;

namespace LeadOps.Schema;

/// <summary>The words of JSON Schema that a manifest needs.</summary>
internal static class SchemaParts
{
    public static JsonObject Mapping(
        string description,
        Dictionary<string, JsonObject> properties,
        params string[] required
    )
    {
        var mapping = new JsonObject
        {
            ["type"] = "object",
            ["description"] = description,
            ["properties"] = new JsonObject(
                properties.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))
            ),
            ["additionalProperties"] = false,
        };
        if (required.Length > 0)
        {
            mapping["required"] = new JsonArray([.. required.Select(name => (JsonNode)name)]);
        }

        return mapping;
    }

    public static JsonObject Type(params string[] names) =>
        new() { ["type"] = names.Length == 1 ? names[0] : new JsonArray([.. names.Select(name => (JsonNode)name)]) };

    public static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    public static JsonObject WholeNumber(int from) => new() { ["type"] = "integer", ["minimum"] = from };

    public static JsonObject Filled(JsonObject mapping)
    {
        mapping["minProperties"] = 1;
        return mapping;
    }

    /// <summary>A key that means nothing without another one.</summary>
    public static void Needs(JsonObject mapping, string needed, params string[] keys) =>
        mapping["dependentRequired"] = new JsonObject(
            keys.Select(key => KeyValuePair.Create(key, (JsonNode?)new JsonArray(needed)))
        );

    public static JsonObject Required(string key) => new() { ["required"] = new JsonArray(key) };

    public static JsonObject AnyOf(params JsonObject[] forms) => new() { ["anyOf"] = new JsonArray([.. forms]) };

    public static JsonObject Choice(params string[] values) =>
        new() { ["enum"] = new JsonArray([.. values.Select(value => (JsonNode)value)]) };

    public static JsonObject Reference(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    public static JsonObject Described(JsonObject schema, string description)
    {
        schema["description"] = description;
        return schema;
    }
}
