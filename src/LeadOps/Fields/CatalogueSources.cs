using System.Text.Json;

namespace LeadOps.Fields;

/// <summary>What a portal told about its fields and dictionaries.</summary>
internal sealed record CatalogueSources(
    JsonElement Fields,
    IReadOnlyList<JsonElement> UserFields,
    IReadOnlyList<JsonElement> Statuses,
    IReadOnlyList<JsonElement> Users,
    IReadOnlyList<JsonElement> Currencies,
    TimeZoneInfo Zone
)
{
    /// <summary>The answer of crm.item.fields, when that API is used.</summary>
    public JsonElement ItemFields { get; init; }
}
