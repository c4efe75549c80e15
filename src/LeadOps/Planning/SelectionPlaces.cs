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
internal sealed class SelectionPlaces(
    FieldCatalogue catalogue,
    IReadOnlyList<string> fields,
    SourceSpan at,
    bool keepsLeads
) : IDisposable
{
    /// <summary>
    /// More leads than this do not share a phone by chance; a template must not load them all for each of them.
    /// </summary>
    private const int MaxLeads = 1000;

    private readonly SortedSpool places = new();
    private readonly SortedSpool members = new();
    private readonly SnapshotJson json = new(catalogue, fields);
    private readonly HashSet<string> known = [.. fields, "ID"];
    private readonly Dictionary<int, int> sizes = [];

    public void Add(PlacedLead placed)
    {
        var lead = placed.Lead;
        if (placed.Group is { } group && keepsLeads)
        {
            members.Add(SortedSpool.Key(placed.Row, group.Number, group.Place), json.Write(lead));
        }

        if (placed.Position is { } position)
        {
            sizes[placed.Row] = position + 1;
            places.Add(
                SortedSpool.Key(placed.Row, lead.Id.Value),
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

    public (SelectionNames Names, LeadGroup? Group) Of(int row, LeadId lead)
    {
        var place = places.Find(SortedSpool.Key(row, lead.Value))!;
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
        var lead = json.Read(members.Find(SortedSpool.Key(row, group, place))!);
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
