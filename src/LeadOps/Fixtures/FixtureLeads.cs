using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Planning;
using LeadOps.Portal;
using LeadOps.Selection;

namespace LeadOps.Fixtures;

/// <summary>The leads of one fixture on the portal, by key; more than one under a key is somebody's double.</summary>
public sealed class FixtureLeads : IDisposable
{
    private const int ContactsPerRequest = 50;

    private readonly SortedSpool spool = new();
    private readonly SnapshotJson json;

    private FixtureLeads(FieldCatalogue catalogue) => json = new SnapshotJson(catalogue, [.. catalogue.All.Select(field => field.Name)]);

    public static async Task<FixtureLeads> ReadAsync(PortalReader reader, FieldCatalogue catalogue, string originator, bool withContacts, CancellationToken cancellationToken)
    {
        var leads = new FixtureLeads(catalogue);
        try
        {
            var select = catalogue.All.Where(field => field.Name != "CONTACT_IDS").Select(field => field.Name).ToList();
            var open = new List<LeadSnapshot>();
            await foreach (var row in reader.LeadsAsync(new JsonObject { ["=ORIGINATOR_ID"] = originator }, select, cancellationToken))
            {
                var lead = LeadSnapshot.Read(catalogue, row);
                if (lead["ORIGIN_ID"] is not TextValue || lead["ORIGINATOR_ID"] is not TextValue owner || owner.Text != originator)
                {
                    continue;
                }

                if (!withContacts || !IsBound(lead))
                {
                    leads.Add(lead);
                    continue;
                }

                open.Add(lead);
                await leads.BindAsync(reader, open, ContactsPerRequest, cancellationToken);
            }

            await leads.BindAsync(reader, open, 1, cancellationToken);
            return leads;
        }
        catch
        {
            leads.Dispose();
            throw;
        }
    }

    private void Add(LeadSnapshot lead) => spool.Add(SortedSpool.Key(KeyOf(lead), lead.Id.Value), json.Write(lead));

    private static string KeyOf(LeadSnapshot lead) => ((TextValue)lead["ORIGIN_ID"]).Text;

    private async Task BindAsync(PortalReader reader, List<LeadSnapshot> open, int atLeast, CancellationToken cancellationToken)
    {
        if (open.Count >= atLeast)
        {
            await BindAsync(reader, open, cancellationToken);
            open.ForEach(Add);
            open.Clear();
        }
    }

    /// <summary>A lead without a main contact has no contacts at all.</summary>
    public static bool IsBound(LeadSnapshot lead) => !lead["CONTACT_ID"].IsEmpty;

    /// <summary>Adds CONTACT_IDS, which no list returns.</summary>
    public static async Task BindAsync(PortalReader reader, IReadOnlyList<LeadSnapshot> bound, CancellationToken cancellationToken)
    {
        var answers = await reader.BatchAsync([.. bound.Select(lead => ContactBindings.Call(lead.Id))], cancellationToken);
        for (var i = 0; i < bound.Count; i++)
        {
            bound[i].Set("CONTACT_IDS", ContactBindings.Value(answers[i]));
        }
    }

    /// <summary>The oldest lead under a key.</summary>
    public LeadSnapshot? First(string key) => spool.First(key) is { } found ? json.Read(found) : null;

    /// <summary>All leads in the order of their keys, those of one key together.</summary>
    public IEnumerable<(string Key, IReadOnlyList<LeadSnapshot> Leads)> ByKey()
    {
        var group = new List<LeadSnapshot>();
        foreach (var (_, value) in spool.Read())
        {
            var lead = json.Read(value);
            if (group.Count > 0 && KeyOf(group[0]) != KeyOf(lead))
            {
                yield return (KeyOf(group[0]), group);
                group = [];
            }

            group.Add(lead);
        }

        if (group.Count > 0)
        {
            yield return (KeyOf(group[0]), group);
        }
    }

    public void Dispose() => spool.Dispose();
}
