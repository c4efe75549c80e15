using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Planning.Missing;
using LeadOps.Selection.Groups;

namespace LeadOps.Planning;

/// <summary>The leads that a change keeps, and how many each of its rows has.</summary>
internal sealed class KeptLeads(ChosenChange chosen, FieldCatalogue catalogue, FoundLeads found, NewLeads news)
{
    private readonly Dictionary<int, FirstLeads> first = [];
    private int waiting;

    public int[] Counts { get; } = new int[chosen.Rows.Count];

    public void Add(int row, LeadSnapshot lead)
    {
        found.Add(lead, FindingOf(row));
        Counts[row]++;
    }

    public void AddNew(int row, LeadOrigin origin)
    {
        news.Add(origin, FindingOf(row));
        Counts[row]++;
    }

    /// <summary>A lead that comes earlier in `orderBy` pushes the last one out.</summary>
    public void AddWithinLimit(int row, LeadSnapshot lead)
    {
        if (chosen.Change.Select.Limit is null)
        {
            Add(row, lead);
            return;
        }

        if (!first.TryGetValue(row, out var kept))
        {
            first[row] = kept = new FirstLeads(chosen.Change.Select, catalogue);
        }

        if (!kept.Takes(lead, out var pushedOut))
        {
            return;
        }

        if (pushedOut is { } id)
        {
            found.Remove(id, FindingOf(row));
            Counts[row]--;
        }

        Add(row, lead);
    }

    /// <summary>Its place decides whether it is selected, and that is known when all leads are there.</summary>
    public void AddWaiting(int row, LeadSnapshot lead)
    {
        found.Add(lead, FindingOf(row));
        waiting++;
    }

    public void Place(PlacedSelection ordered)
    {
        chosen.Places = new SelectionPlaces(
            catalogue,
            found.Fields,
            chosen.Change.Select.Groups?.At ?? chosen.Change.Select.At,
            GroupReads.ReadsGroupLeads(chosen.Change) ? (row, lead) => found.Find(lead, FindingOf(row)) : null
        );
        foreach (var placed in ordered.Read())
        {
            chosen.Places.Add(placed);
            if (placed.Position is not null)
            {
                Counts[placed.Row]++;
                waiting--;
            }
        }

        found.LeaveOut(waiting);
    }

    private Finding FindingOf(int row) => new(chosen.Number, row);
}
