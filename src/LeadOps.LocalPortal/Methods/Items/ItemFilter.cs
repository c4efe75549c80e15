using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Leads;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Methods.Items;

/// <summary>
/// The filter of crm.item.list: groups may nest and may be joined by OR; an unknown field is an error.
/// </summary>
internal sealed class ItemFilter(PortalStore store, Conditions conditions, ItemNames names)
{
    public LeadFilter Make(JsonObject filter)
    {
        var made = new LeadFilter(store);
        var isAnd = !IsOr(filter);
        foreach (var (key, value) in isAnd ? filter : [])
        {
            if (key != "logic" && !IsGroup(key, value))
            {
                var (field, prefix, values) = Read(key, value);
                made.Narrow(field.Name, prefix, values);
            }
        }

        made.Add(Group(filter));
        return made;
    }

    private Func<Lead, bool> Group(JsonObject group)
    {
        var parts = group
            .Where(pair => pair.Key != "logic")
            .Select(pair => IsGroup(pair.Key, pair.Value) ? Group(AsGroup(pair.Value!)) : One(pair.Key, pair.Value))
            .ToArray();
        return parts.Length == 0 ? _ => true
            : IsOr(group) ? lead => Array.Exists(parts, part => part(lead))
            : lead => Array.TrueForAll(parts, part => part(lead));
    }

    private Func<Lead, bool> One(string key, JsonNode? value)
    {
        var (field, prefix, values) = Read(key, value);
        return conditions.Make(field, prefix, values);
    }

    private (FieldInfo Field, string Prefix, List<string> Values) Read(string key, JsonNode? value)
    {
        var (prefix, name) = Conditions.Split(key);
        if (names.Find(name) is not { IsFilterable: true } item)
        {
            throw Invalid($"Invalid filter: field '{name}' is not allowed in filter");
        }

        if (
            value is JsonObject
            || (
                value is JsonArray list
                && (
                    prefix is not ("" or "=" or "@" or "!@" or "!=" or "!")
                    || list.Any(element => element is JsonObject or JsonArray)
                )
            )
        )
        {
            throw Invalid($"Invalid filter: field '{name}' has invalid value");
        }

        return (item.Field, prefix, Parameters.Texts(value));
    }

    private static bool IsGroup(string key, JsonNode? value) =>
        key.All(char.IsAsciiDigit) && value is JsonObject or JsonArray && key.All(char.IsAsciiDigit);

    private static JsonObject AsGroup(JsonNode value) =>
        value as JsonObject
        ?? new JsonObject(value.AsArray().Select((item, index) => KeyValuePair.Create($"{index}", item?.DeepClone())));

    private static bool IsOr(JsonObject group) =>
        Parameters.Text(group["logic"]).Equals("OR", StringComparison.OrdinalIgnoreCase);

    private static RestException Invalid(string text) => new(400, "INVALID_ARG_VALUE", text);
}
