using System.Text.Json.Nodes;
using LeadOps.LocalPortal.Store;
using LeadOps.LocalPortal.Wire;

namespace LeadOps.LocalPortal.Leads;

/// <summary>What a filter asks for, and the shortest way to the leads that may meet it.</summary>
internal sealed class LeadFilter(PortalStore store)
{
    private readonly List<Func<Lead, bool>> conditions = [];
    private IReadOnlyList<long>? ids;
    private long afterId;

    public bool Matches(Lead lead) => conditions.TrueForAll(condition => condition(lead));

    public void Add(Func<Lead, bool> condition) => conditions.Add(condition);

    /// <summary>Remembers ids and indexed values of a condition that every lead must meet.</summary>
    public void Narrow(string name, string prefix, IReadOnlyList<string> values)
    {
        if (name == "ID" && prefix is ">" && values.Count > 0)
        {
            afterId = Math.Max(afterId, PhpNumber.Int(values[0]));
        }
        else if (name == "ID" && prefix is "" or "=" or "@" && name == "ID")
        {
            Keep([.. values.Select(PhpNumber.Int).Distinct().Order()]);
        }
        else if (
            prefix is "" or "=" or "@"
            && LeadIndex.Covers(name)
            && values.Count > 0
            && values.All(value => value.Length > 0)
        )
        {
            Keep(
                values.Count == 1
                    ? store.Index.Find(name, values[0])
                    : [.. values.SelectMany(value => store.Index.Find(name, value)).Distinct().Order()]
            );
        }
    }

    public IEnumerable<Lead> Run()
    {
        if (ids is { } few)
        {
            foreach (var lead in few.Where(id => id > afterId).Select(store.Find).OfType<Lead>().Where(Matches))
            {
                yield return lead;
            }

            yield break;
        }

        for (var i = store.IndexAfter(afterId); i < store.Leads.Count; i++)
        {
            if (Matches(store.Leads[i]))
            {
                yield return store.Leads[i];
            }
        }
    }

    private void Keep(IReadOnlyList<long> found) => ids = ids is null || found.Count < ids.Count ? found : ids;

    /// <summary>
    /// The filter of crm.lead.list: conditions joined by AND. One on an unknown field vanishes, as on the portal.
    /// </summary>
    public static LeadFilter Legacy(PortalStore store, Conditions conditions, JsonObject filter)
    {
        var made = new LeadFilter(store);
        foreach (var (key, value) in filter)
        {
            var (prefix, name) = Conditions.Split(key);
            if (!store.Catalogue.Fields.TryGetValue(name, out var field) || name == "CONTACT_IDS")
            {
                continue;
            }

            var values = Parameters.Texts(value);
            made.Narrow(name, prefix, values);
            made.Add(conditions.Make(field, prefix, values));
        }

        return made;
    }
}
