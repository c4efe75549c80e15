using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Plans;
using LeadOps.Selection.Groups;
using LeadOps.Storage;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>
/// Where the leads of one change stand in its selection, and the leads of their groups; both lie on disk.
/// </summary>
/// <param name="leadOf">Reads a lead of a row again; null when no template looks at other leads of the group.</param>
internal sealed class SelectionPlaces(
    FieldCatalogue catalogue,
    IReadOnlyList<string> fields,
    SourceSpan at,
    Func<int, LeadId, LeadSnapshot>? leadOf
) : IDisposable
{
    /// <summary>
    /// More leads than this do not share a phone by chance; a template must not load them all for each of them.
    /// </summary>
    private const int MaxLeads = 1000;

    private readonly SortedSpool places = new();
    private readonly SortedSpool members = new();
    private readonly HashSet<string> known = [.. fields, "ID"];
    private readonly Dictionary<int, int> sizes = [];
    private (int Row, LeadId Lead, byte[]? Place) last;

    public void Add(PlacedLead placed)
    {
        if (placed.Group is { } group && leadOf is not null)
        {
            members.Add(SortedSpool.Key(placed.Row, group.Number, group.Place), SortedSpool.Key(placed.Lead.Value));
        }

        if (placed.Position is { } position)
        {
            sizes[placed.Row] = position + 1;
            places.Add(
                SortedSpool.Key(placed.Row, placed.Lead.Value),
                SortedSpool.Key(
                    position,
                    placed.Group?.Number ?? 0,
                    placed.Group?.Size ?? 0,
                    placed.Group?.First.Value ?? 0,
                    placed.Group?.Place ?? 0
                )
            );
        }
    }

    /// <summary>It is among the selected ones.</summary>
    public bool Holds(int row, LeadId lead) => Find(row, lead) is not null;

    public (SelectionNames Names, LeadGroup? Group) Of(int row, LeadId lead)
    {
        var place = Find(row, lead)!;
        var (number, size) = ((int)SortedSpool.Number(place, 1), (int)SortedSpool.Number(place, 2));
        return (
            new SelectionNames(
                (int)SortedSpool.Number(place, 0),
                sizes[row],
                size == 0 ? null : new GroupObject(size, () => Lead(row, number, 0), () => Leads(row, number, size))
            ),
            size == 0
                ? null
                : new LeadGroup(new LeadId(SortedSpool.Number(place, 3)), size, (int)SortedSpool.Number(place, 4))
        );
    }

    /// <summary>A lead is asked for twice in a row: whether it is in, and where.</summary>
    private byte[]? Find(int row, LeadId lead)
    {
        if (last.Place is null || last.Row != row || last.Lead != lead)
        {
            last = (row, lead, places.Find(SortedSpool.Key(row, lead.Value)));
        }

        return last.Place;
    }

    private List<object?> Leads(int row, int group, int size) =>
        size <= MaxLeads
            ? [.. Enumerable.Range(0, size).Select(place => (object?)Lead(row, group, place))]
            : throw new InvalidInputException(
                at,
                $"A group has {size} leads; `group.leads` takes {MaxLeads} at the most.",
                $"Leave such groups out with `groupSize: {{ max: {MaxLeads} }}`; "
                    + "a value that so many leads share does not mark duplicates."
            );

    private LeadObject Lead(int row, int group, int place)
    {
        var id = SortedSpool.Number(members.Find(SortedSpool.Key(row, group, place))!, 0);
        var lead = leadOf!(row, new LeadId(id));
        return new LeadObject(catalogue, name => Value(lead, name));
    }

    private FieldValue Value(LeadSnapshot lead, string name) =>
        name == "ID" ? new TextValue(lead.Id.ToString())
        : known.Contains(name) ? lead[name]
        : throw new InvalidInputException(
            at,
            $"`{name}` of the group's leads was not read.",
            "Only plain fields that the change's templates name are read of other leads: "
                + $"write the name in full, not `{ContactRule.All}` or `{ProductRowRule.Rows}`."
        );

    public void Dispose()
    {
        places.Dispose();
        members.Dispose();
    }
}
