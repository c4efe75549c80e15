using System.Buffers.Binary;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Storage;

namespace LeadOps.Selection.Groups;

/// <summary>A group of a selection, and a lead's place in it.</summary>
/// <param name="Start">How many leads the groups before it have that are not alone.</param>
internal sealed record GroupPlace(int Start, int Size, LeadId First, int Place);

/// <summary>
/// Where a lead stands. A lead that `take` or `limit` left out has no position but belongs to its group.
/// </summary>
internal sealed record PlacedLead(int Row, LeadId Lead, int? Position, GroupPlace? Group);

/// <summary>
/// The ids of one change's leads in the order of `orderBy`, then id, gathered into groups. Order and shared values lie
/// on disk; memory holds numbers of leads that share something. The leads themselves are kept elsewhere.
/// </summary>
internal sealed class PlacedSelection(Selector selector, FieldCatalogue catalogue) : IDisposable
{
    private readonly SortedSpool leads = new();
    private readonly SharedValues shared = new();
    private readonly OrderKeys order = new(selector.OrderBy, catalogue);
    private readonly GroupKeys? keys = selector.Groups is { } groups ? new GroupKeys(groups, catalogue) : null;

    /// <summary>False when the lead has no value to be grouped by, so that it is in no group.</summary>
    /// <param name="expression">The value of the grouping's expression for this lead.</param>
    public bool Add(int row, LeadSnapshot lead, Func<object?> expression)
    {
        if (keys is not null)
        {
            var values = keys.Of(lead, expression);
            foreach (var value in values)
            {
                shared.Add(row, lead.Id, value);
            }

            if (values.Count == 0)
            {
                return false;
            }
        }

        leads.Add([.. SortedSpool.Key(row), .. order.Of(lead)], []);
        return true;
    }

    /// <summary>Row by row in order; of groups that are too small or too big nothing.</summary>
    public IEnumerable<PlacedLead> Read()
    {
        var groups = new GroupPlaces(shared.Joined());
        var row = -1;
        var position = 0;
        foreach (var (key, _) in leads.Read())
        {
            if (SortedSpool.Number(key, 0) is var next && next != row)
            {
                (row, position) = ((int)next, 0);
            }

            var lead = new LeadId(BinaryPrimitives.ReadInt64BigEndian(key.AsSpan()[^sizeof(long)..]));
            var group = keys is null ? null : groups.Of(row, lead);
            if (group is not null && selector.Groups!.Size?.Holds(group.Size) == false)
            {
                continue;
            }

            var isTaken = IsTaken(group) && (selector.Limit is null || position < selector.Limit);
            yield return new PlacedLead(row, lead, isTaken ? position : null, group);
            position += isTaken ? 1 : 0;
        }
    }

    private bool IsTaken(GroupPlace? group) =>
        selector.Groups?.Take switch
        {
            GroupTake.First => group!.Place == 0,
            GroupTake.Rest => group!.Place > 0,
            _ => true,
        };

    public void Dispose()
    {
        leads.Dispose();
        shared.Dispose();
    }

    /// <summary>Groups are told apart as they come, and their leads are numbered.</summary>
    private sealed class GroupPlaces(Unions unions)
    {
        private sealed class Known(int start, LeadId first)
        {
            public int Start => start;

            public LeadId First => first;

            public int Leads { get; set; }
        }

        private readonly Dictionary<int, Known> known = [];
        private int leads;

        public GroupPlace Of(int row, LeadId lead)
        {
            if (unions.Of(row, lead.Value) is not (var root, var size))
            {
                return new GroupPlace(leads, 1, lead, 0);
            }

            if (!known.TryGetValue(root, out var group))
            {
                known[root] = group = new Known(leads, lead);
                leads += size;
            }

            return new GroupPlace(group.Start, size, group.First, group.Leads++);
        }
    }
}
