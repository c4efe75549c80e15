using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Portal;

namespace LeadOps.Planning.Missing;

/// <summary>
/// Leads by their origins, fifty in a list: rows that look for something else may have been turned into leads before.
/// </summary>
internal sealed class OriginSearch(PortalReader reader, FieldCatalogue catalogue, IReadOnlyList<string> fields)
{
    private const int KeysPerFilter = 50;

    /// <summary>The oldest lead of each origin that has one.</summary>
    public async Task<Dictionary<LeadOrigin, LeadSnapshot>> FindAsync(
        IEnumerable<LeadOrigin> origins,
        CancellationToken cancellationToken
    )
    {
        var filters = origins
            .GroupBy(origin => origin.Originator, StringComparer.OrdinalIgnoreCase)
            .SelectMany(group =>
                group.Select(origin => origin.Key).Chunk(KeysPerFilter).Select(keys => Filter(group.Key, keys))
            )
            .ToList();
        var found = new Dictionary<LeadOrigin, LeadSnapshot>();
        IReadOnlyList<string> select = catalogue.Listed(fields.Union([OriginRule.Originator, OriginRule.Origin]));
        await foreach (var (_, row) in reader.LeadsOfManyAsync(filters, select, cancellationToken))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (lead[OriginRule.Originator] is TextValue originator && lead[OriginRule.Origin] is TextValue key)
            {
                var origin = new LeadOrigin(originator.Text, key.Text);
                if (!found.TryGetValue(origin, out var other) || lead.Id.Value < other.Id.Value)
                {
                    found[origin] = lead;
                }
            }
        }

        return found;
    }

    private static JsonObject Filter(string originator, IEnumerable<string> keys) =>
        new()
        {
            ["=ORIGINATOR_ID"] = originator,
            ["@ORIGIN_ID"] = new JsonArray([.. keys.Select(key => (JsonNode)key)]),
        };
}
