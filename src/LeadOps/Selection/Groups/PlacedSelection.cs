using System.Buffers.Binary;
using System.Text;
using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Storage;

namespace LeadOps.Selection.Groups;

/// <summary>A group of a selection: its number among the groups, its size, and its first lead.</summary>
internal sealed record GroupPlace(int Number, int Size, LeadId First, int Place);

/// <summary>
/// Where a lead stands. A lead that `take` or `limit` left out has no position but belongs to its group.
/// </summary>
internal sealed record PlacedLead(int Row, LeadSnapshot Lead, int? Position, GroupPlace? Group);

/// <summary>
/// The leads of one change in the order of `orderBy`, then id, gathered into groups. Leads and the values they share
/// lie on disk; memory holds numbers of leads that share something, never the leads.
/// </summary>
internal sealed class PlacedSelection(Selector selector, FieldCatalogue catalogue, IReadOnlyList<string> fields)
    : IDisposable
{
    private readonly SortedSpool leads = new();
    private readonly SortedSpool shared = new();
    private readonly SnapshotJson json = new(catalogue, fields);
    private readonly OrderKeys order = new(selector.OrderBy, catalogue);
    private readonly GroupKeys? keys = selector.Groups is { } groups ? new GroupKeys(groups, catalogue) : null;

    /// <param name="expression">The value of the grouping's expression for this lead.</param>
    public void Add(int row, LeadSnapshot lead, Func<object?> expression)
    {
        var values = keys?.Of(lead, expression) ?? [];
        foreach (var (field, value) in values)
        {
            shared.Add(
                [
                    .. SortedSpool.Key(row, field),
                    .. Encoding.BigEndianUnicode.GetBytes(value),
                    .. SortedSpool.Key(lead.Id.Value),
                ],
                []
            );
        }

        leads.Add(
            [.. SortedSpool.Key(row), .. order.Of(lead)],
            [(byte)(values.Count > 0 ? 1 : 0), .. json.Write(lead)]
        );
    }

    /// <summary>Row by row in order; of groups that are too small or too big nothing.</summary>
    public IEnumerable<PlacedLead> Read()
    {
        var unions = Joined();
        var groups = new GroupNumbers(unions);
        var row = -1;
        var position = 0;
        foreach (var (key, value) in leads.Read())
        {
            if (SortedSpool.Number(key, 0) is var next && next != row)
            {
                (row, position) = ((int)next, 0);
            }

            var lead = json.Read(value[1..]);
            var group = keys is null || value[0] == 0 ? null : groups.Of(row, lead.Id);
            if (keys is not null && (group is null || selector.Groups!.Size?.Holds(group.Size) == false))
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

    /// <summary>Leads that stand behind each other under one value share it.</summary>
    private Unions Joined()
    {
        var unions = new Unions();
        byte[] before = [];
        foreach (var (key, _) in shared.Read())
        {
            if (
                before.Length == key.Length
                && before.AsSpan()[..^sizeof(long)].SequenceEqual(key.AsSpan()[..^sizeof(long)])
            )
            {
                unions.Join((int)SortedSpool.Number(key, 0), Id(before), Id(key));
            }

            before = key;
        }

        return unions;
    }

    private static long Id(byte[] key) => BinaryPrimitives.ReadInt64BigEndian(key.AsSpan()[^sizeof(long)..]);

    public void Dispose()
    {
        leads.Dispose();
        shared.Dispose();
    }

    /// <summary>Groups are numbered as they come, and so are their leads.</summary>
    private sealed class GroupNumbers(Unions unions)
    {
        private sealed class Known(int number, LeadId first)
        {
            public int Number => number;

            public LeadId First => first;

            public int Leads { get; set; }
        }

        private readonly Dictionary<int, Known> known = [];
        private int count;

        public GroupPlace Of(int row, LeadId lead)
        {
            if (unions.Of(row, lead.Value) is not (var root, var size))
            {
                return new GroupPlace(count++, 1, lead, 0);
            }

            if (!known.TryGetValue(root, out var group))
            {
                known[root] = group = new Known(count++, lead);
            }

            return new GroupPlace(group.Number, size, group.First, group.Leads++);
        }
    }
}
