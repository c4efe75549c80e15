using System.Text.Json.Nodes;

namespace LeadOps.LocalPortal.Store;

/// <param name="Settings">Writable settings: name to type, title and default.</param>
/// <param name="Fixed">Settings that answers show and nobody can write.</param>
internal sealed record UserType(string Id, string Title, bool CanBeMultiple, JsonObject Settings, JsonObject Fixed)
{
    public JsonObject Defaults()
    {
        var defaults = new JsonObject(
            Settings.Select(pair => KeyValuePair.Create(pair.Key, pair.Value!["default"]?.DeepClone()))
        );
        foreach (var (name, value) in Fixed)
        {
            defaults[name] = value?.DeepClone();
        }

        return defaults;
    }
}
