using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Portal;
using LeadOps.Portal.Leads;
using LeadOps.Storage;

namespace LeadOps.Fixtures;

/// <summary>The leads of one fixture on the portal, by key; more than one under a key is somebody's double.</summary>
internal sealed class FixtureLeads : IDisposable
{
    private const int MaxDoubles = 10;

    private readonly SortedSpool spool = new();
    private readonly SnapshotJson json;

    private FixtureLeads(FieldCatalogue catalogue) =>
        json = new SnapshotJson([.. catalogue.All.Select(field => field.Name)]);

    public static async Task<FixtureLeads> ReadAsync(
        PortalReader reader,
        FieldCatalogue catalogue,
        string originator,
        bool withContacts,
        CancellationToken cancellationToken
    )
    {
        var leads = new FixtureLeads(catalogue);
        try
        {
            var listed = ListAsync(reader, catalogue, originator, cancellationToken);
            await foreach (var lead in withContacts ? CompleteAsync(reader, listed, cancellationToken) : listed)
            {
                leads.spool.Add(SortedSpool.Key(KeyOf(lead), lead.Id.Value), leads.json.Write(lead));
            }

            return leads;
        }
        catch
        {
            leads.Dispose();
            throw;
        }
    }

    private static async IAsyncEnumerable<LeadSnapshot> ListAsync(
        PortalReader reader,
        FieldCatalogue catalogue,
        string originator,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var select = catalogue.All.Where(field => !field.IsApart).Select(field => field.Name).ToList();
        await foreach (
            var row in reader.LeadsAsync(new JsonObject { ["=ORIGINATOR_ID"] = originator }, select, cancellationToken)
        )
        {
            var lead = LeadSnapshot.Read(catalogue, row);
            if (
                lead[OriginRule.Origin] is TextValue
                && lead[OriginRule.Originator] is TextValue owner
                && owner.Text == originator
            )
            {
                yield return lead;
            }
        }
    }

    /// <summary>Adds what no list returns.</summary>
    public static IAsyncEnumerable<LeadSnapshot> CompleteAsync(
        PortalReader reader,
        IAsyncEnumerable<LeadSnapshot> leads,
        CancellationToken cancellationToken
    ) =>
        ApartBatches.FillAsync(
            reader,
            leads,
            lead => lead,
            lead =>
                ApartField.All.Where(field =>
                    field.Carrier != Carrier.Contacts || ContactRule.MayHaveBindings(name => lead[name])
                ),
            cancellationToken
        );

    private static string KeyOf(LeadSnapshot lead) => ((TextValue)lead[OriginRule.Origin]).Text;

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

    /// <summary>Two people on two machines can seed the same key at once.</summary>
    public IEnumerable<string> Doubles(FixtureDefinition fixture, string fate) =>
        ByKey()
            .Where(pair => pair.Leads.Count > 1)
            .Take(MaxDoubles)
            .Select(pair =>
                $"{pair.Leads.Count} leads have the key {pair.Key} of {fixture.Name}: "
                + $"{string.Join(", ", pair.Leads.Select(lead => lead.Id))}; {fate}"
            );

    public void Dispose()
    {
        spool.Dispose();
        json.Dispose();
    }
}
