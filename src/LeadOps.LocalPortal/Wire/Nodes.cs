using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Wire;

/// <summary>JSON of many things at once.</summary>
internal static class Nodes
{
    public static JsonArray List<T>(IEnumerable<T> things, Func<T, JsonNode?> write) => new([.. things.Select(write)]);

    public static JsonArray List(IEnumerable<string> texts) => List(texts, text => text);

    public static JsonArray List(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    public static JsonObject Map<T>(IEnumerable<T> things, Func<T, string> name, Func<T, JsonNode?> write) =>
        new(things.Select(thing => KeyValuePair.Create(name(thing), write(thing))));

    /// <summary>Members of another object, which keeps them.</summary>
    public static JsonObject Copy(IEnumerable<KeyValuePair<string, JsonNode?>> members) =>
        Map(members, member => member.Key, member => member.Value?.DeepClone());
}
