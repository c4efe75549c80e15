using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;

namespace LeadOps.Exporting;

/// <summary>
/// Portals hold values that no fixture may set, a phone without digits for instance. They are left out and told, so
/// that an export seeds.
/// </summary>
internal sealed class SeedableValues
{
    private readonly SortedDictionary<string, (int Count, string First)> left = new(StringComparer.Ordinal);

    public IReadOnlyList<string> LeftOut =>
        [
            .. left.Select(pair =>
                pair.Value.Count == 1
                    ? $"a value of {pair.Key} is left out, because a fixture could not set it; it is {pair.Value.First}"
                    : $"{pair.Value.Count} values of {pair.Key} are left out, "
                        + $"because a fixture could not set them; the first is {pair.Value.First}"
            ),
        ];

    /// <summary>The value as rows hold it, or null.</summary>
    public JsonNode? Of(LeadId lead, FieldDefinition field, JsonNode value)
    {
        if (field.IsMultifield && value is JsonArray items)
        {
            var kept = items
                .Where(item => IsSeedable(lead, field, new JsonArray(item!.DeepClone())))
                .Select(item => item!.DeepClone())
                .ToArray();
            return kept.Length == 0 ? null : new JsonArray(kept);
        }

        return IsSeedable(lead, field, value) ? value : null;
    }

    private bool IsSeedable(LeadId lead, FieldDefinition field, JsonNode value)
    {
        if (FieldValues.Convert(field, Plain(value)).Problem is not { } problem)
        {
            return true;
        }

        left[field.Name] = left.TryGetValue(field.Name, out var known)
            ? (known.Count + 1, known.First)
            : (1, $"of lead {lead}: {problem}");
        return false;
    }

    /// <summary>As a template reads it from its row.</summary>
    private static object? Plain(JsonNode? value) =>
        value switch
        {
            JsonArray list => list.Select(Plain).ToList(),
            JsonObject members => members.ToDictionary(
                member => member.Key,
                member => Plain(member.Value),
                StringComparer.Ordinal
            ),
            JsonValue one when one.GetValueKind() == JsonValueKind.Number => one.GetValue<decimal>(),
            null => null,
            _ => value.ToString(),
        };
}
