using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Storage;

namespace LeadOps.Planning;

/// <summary>A change and a row of it, as numbers.</summary>
internal readonly record struct Finding(int Change, int Row)
{
    /// <summary>Where the lead stands in the change's selection, when the change puts its leads in order.</summary>
    public SelectionPlace? Place { get; init; }
}

/// <summary>A lead with everything that found it, in the order of the changes and their rows.</summary>
internal sealed record Target(LeadSnapshot Lead, List<Finding> Findings);

/// <summary>What all selectors found, on disk: it goes in as the portal gives it and comes out lead by lead.</summary>
internal sealed class FoundLeads(IReadOnlyList<string> fields) : IDisposable
{
    private readonly SortedSpool spool = new();

    private readonly SnapshotJson json = new(fields);

    /// <summary>The fields of the leads that are kept.</summary>
    public IReadOnlyList<string> Fields => fields;

    /// <summary>A lead that several changes found counts once for each.</summary>
    public int Count { get; private set; }

    public void Add(LeadSnapshot lead, Finding finding)
    {
        spool.Add(Key(lead.Id, finding), json.Write(lead));
        Count++;
    }

    public void Remove(LeadId id, Finding finding)
    {
        spool.Remove(Key(id, finding));
        Count--;
    }

    /// <summary>Leads that their places leave out stay for the others of their groups, but do not count.</summary>
    public void LeaveOut(int leads) => Count -= leads;

    public LeadSnapshot Find(LeadId id, Finding finding) => json.Read(spool.Find(Key(id, finding))!);

    private static byte[] Key(LeadId id, Finding finding) => SortedSpool.Key(id.Value, finding.Change, finding.Row);

    /// <summary>By rising id; the values of a lead are those that its first change saw.</summary>
    /// <param name="placed">With the lead's place; null when it has none among those that the change selects.</param>
    public IEnumerable<Target> Read(Func<LeadId, Finding, Finding?> placed)
    {
        long? current = null;
        byte[] first = [];
        var findings = new List<Finding>();
        foreach (var (key, value) in spool.Read())
        {
            var id = SortedSpool.Number(key, 0);
            var found = new Finding((int)SortedSpool.Number(key, 1), (int)SortedSpool.Number(key, 2));
            if (placed(new LeadId(id), found) is not { } finding)
            {
                continue;
            }

            if (id != current)
            {
                if (findings.Count > 0)
                {
                    yield return new Target(json.Read(first), findings);
                }

                (current, first, findings) = (id, value, new(capacity: 1));
            }

            findings.Add(finding);
        }

        if (findings.Count > 0)
        {
            yield return new Target(json.Read(first), findings);
        }
    }

    public void Dispose()
    {
        spool.Dispose();
        json.Dispose();
    }
}
