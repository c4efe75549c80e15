using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Selection;

namespace LeadOps.Fixtures;

/// <summary>The leads of one fixture on the portal, by key; more than one under a key is somebody's double.</summary>
public sealed class FixtureLeads(PortalReader reader, FieldCatalogue catalogue)
{
    public async Task<SortedDictionary<string, List<LeadSnapshot>>> ReadAsync(string originator, bool withContacts, CancellationToken cancellationToken)
    {
        var select = catalogue.All.Where(field => !field.IsApart).Select(field => field.Name).ToList();
        var found = new SortedDictionary<string, List<LeadSnapshot>>(StringComparer.Ordinal);
        await foreach (var row in reader.LeadsAsync(new JsonObject { ["=ORIGINATOR_ID"] = originator }, select, cancellationToken))
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (lead["ORIGIN_ID"] is TextValue key && lead["ORIGINATOR_ID"] is TextValue owner && owner.Text == originator)
            {
                found.TryAdd(key.Text, []);
                found[key.Text].Add(lead);
            }
        }

        if (withContacts)
        {
            await BindAsync([.. found.Values.SelectMany(leads => leads)], cancellationToken);
        }

        return found;
    }

    /// <summary>Adds CONTACT_IDS and PRODUCT_ROWS, which no list returns; a lead without a main contact has no contacts.</summary>
    public Task BindAsync(IReadOnlyList<LeadSnapshot> leads, CancellationToken cancellationToken) => ApartReads.FillAsync(
        reader,
        [.. leads.SelectMany(lead => ApartField.All.Where(field => field.Name != "CONTACT_IDS" || !lead["CONTACT_ID"].IsEmpty).Select(field => (lead, field)))],
        cancellationToken);
}
