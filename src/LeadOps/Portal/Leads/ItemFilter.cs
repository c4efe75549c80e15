using System.Globalization;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;

namespace LeadOps.Portal.Leads;

/// <summary>A filter's keys in the other API's names; null when it has no name for one of them.</summary>
internal static class ItemFilter
{
    /// <summary>Whether these may be filtered is not documented, and a refusal would stop the plan.</summary>
    private static readonly HashSet<string> Undocumented = new(StringComparer.Ordinal)
    {
        "HAS_PHONE",
        "HAS_EMAIL",
        "HAS_IMOL",
        ContactRule.All,
    };

    public static JsonObject? Of(JsonObject filter, FieldCatalogue catalogue, ItemDates dates)
    {
        var mapped = new JsonObject();
        foreach (var (key, value) in filter)
        {
            if (
                (IsGroup(key) ? (key, Group(value, catalogue, dates)) : Condition(key, value, catalogue, dates))
                is not
                ({ } name, { } wanted)
            )
            {
                return null;
            }

            mapped[name] = wanted;
        }

        return mapped;
    }

    /// <summary>`logic`, and the numbered members of a group.</summary>
    private static bool IsGroup(string key) =>
        key == "logic" || int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static JsonNode? Group(JsonNode? value, FieldCatalogue catalogue, ItemDates dates) =>
        value is JsonObject inner ? Of(inner, catalogue, dates) : value?.DeepClone();

    private static (string Key, JsonNode? Value) Condition(
        string key,
        JsonNode? value,
        FieldCatalogue catalogue,
        ItemDates dates
    )
    {
        var name = key.TrimStart(FilterKey.PrefixCharacters);
        return catalogue.Find(name) is { ItemName: { } item, IsMultifield: false } field && !Undocumented.Contains(name)
            ? (key[..^name.Length] + item, field.Type is "datetime" ? dates.Spell(value) : value?.DeepClone())
            : ("", null);
    }
}
