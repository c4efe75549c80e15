namespace LeadOps.Selection.Groups;

/// <summary>Leads of one row that belong together. It knows only those that share something with another.</summary>
internal sealed class Unions
{
    private readonly Dictionary<(int Row, long Lead), int> places = [];
    private readonly List<int> parents = [];
    private readonly List<int> sizes = [];

    public void Join(int row, long one, long other)
    {
        var (a, b) = (Root(Place(row, one)), Root(Place(row, other)));
        if (a == b)
        {
            return;
        }

        var (small, big) = sizes[a] < sizes[b] ? (a, b) : (b, a);
        parents[small] = big;
        sizes[big] += sizes[small];
    }

    /// <summary>
    /// What all leads of a group have in common, with their number; null for a lead that shares nothing.
    /// </summary>
    public (int Root, int Size)? Of(int row, long lead) =>
        places.TryGetValue((row, lead), out var place) ? (Root(place), sizes[Root(place)]) : null;

    private int Place(int row, long lead)
    {
        if (!places.TryGetValue((row, lead), out var place))
        {
            places[(row, lead)] = place = parents.Count;
            parents.Add(place);
            sizes.Add(1);
        }

        return place;
    }

    private int Root(int place)
    {
        while (parents[place] != place)
        {
            place = parents[place] = parents[parents[place]];
        }

        return place;
    }
}
