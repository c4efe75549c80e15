using System.Text.Json;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Portal;

namespace LeadOps.Leads;

/// <summary>
/// Names and sizes of files. No list tells them: the item gives an address for each file, and its answer's head has
/// both. The address carries a token, so it is used at once and kept nowhere.
/// </summary>
internal static class FileFacts
{
    private const int LeadType = 1;

    public static async Task FillAsync(
        PortalReader reader,
        IReadOnlyList<(LeadSnapshot Lead, string Field)> wanted,
        CancellationToken cancellationToken
    )
    {
        var leads = wanted
            .Where(pair => !pair.Lead[pair.Field].IsEmpty)
            .ToLookup(pair => pair.Lead, pair => pair.Field);
        var answers = await reader.BatchAsync([.. leads.Select(pair => Get(pair.Key.Id))], cancellationToken);
        foreach (var (lead, answer) in leads.Zip(answers))
        {
            if (answer is not CallResult found || !found.Value.TryGetProperty("item", out var item))
            {
                continue;
            }

            foreach (var name in lead)
            {
                var facts = new Dictionary<string, (string, long)>(StringComparer.Ordinal);
                foreach (var (id, address) in item.TryGetProperty(name, out var value) ? Addresses(value) : [])
                {
                    if (await reader.FileAsync(address, cancellationToken) is { } fact)
                    {
                        facts[id] = fact;
                    }
                }

                lead.Key.Set(name, Uploads.WithFacts(lead.Key[name], facts));
            }
        }
    }

    private static PortalCall Get(LeadId id) =>
        new(
            "crm.item.get",
            new JsonObject
            {
                ["entityTypeId"] = LeadType,
                ["id"] = id.Value,
                ["useOriginalUfNames"] = "Y",
            }
        );

    private static IEnumerable<(string Id, string Address)> Addresses(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1))
            .Where(file =>
                file.ValueKind == JsonValueKind.Object
                && file.TryGetProperty("id", out _)
                && file.TryGetProperty("urlMachine", out _)
            )
            .Select(file => (file.GetProperty("id").ToString(), file.GetProperty("urlMachine").ToString()));
}
