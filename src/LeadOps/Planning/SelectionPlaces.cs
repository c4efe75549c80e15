using System.Runtime.InteropServices;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Selection.Groups;
using LeadOps.Storage;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>
/// Where the leads of one change stand in its selection, sorted on disk, and which leads their groups have. The plan
/// asks by rising lead and row, so the places are read once, from the first to the last.
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

    private readonly SortedRuns<SelectionPlace> places = new();
    private readonly List<LeadId> members = [];
    private readonly HashSet<string> known = [.. fields, "ID"];
    private readonly Dictionary<int, int> sizes = [];
    private IEnumerator<SelectionPlace>? next;
    private SelectionPlace current;

    public void Add(PlacedLead placed)
    {
        if (placed.Group is { Size: > 1 } group && leadOf is not null)
        {
            CollectionsMarshal.SetCount(members, Math.Max(members.Count, group.Start + group.Size));
            members[group.Start + group.Place] = placed.Lead;
        }

        if (placed.Position is { } position)
        {
            sizes[placed.Row] = position + 1;
            places.Add(SelectionPlace.Of(placed, position));
        }
    }

    /// <summary>Null when the lead is not among the selected ones. Asked in the order of leads, then rows.</summary>
    public SelectionPlace? Of(int row, LeadId lead)
    {
        var asked = new SelectionPlace(lead, row);
        next ??= places.Read().GetEnumerator();
        while (current.CompareTo(asked) < 0 && next.MoveNext())
        {
            current = next.Current;
        }

        return current.CompareTo(asked) == 0 ? current : null;
    }

    public SelectionNames Names(SelectionPlace place) =>
        new(
            place.Position,
            sizes[place.Row],
            place.Group is null
                ? null
                : new GroupObject(place.Size, () => Lead(place.Row, place.First), () => Leads(place))
        );

    private List<object?> Leads(SelectionPlace place) =>
        place.Size == 1 ? [Lead(place.Row, place.First)]
        : place.Size <= MaxLeads
            ? [.. members.GetRange(place.Start, place.Size).Select(lead => (object?)Lead(place.Row, lead))]
        : throw new InvalidInputException(
            at,
            $"A group has {place.Size} leads; `group.leads` takes {MaxLeads} at the most.",
            $"Leave such groups out with `groupSize: {{ max: {MaxLeads} }}`; "
                + "a value that so many leads share does not mark duplicates."
        );

    /// <summary>Often only its id is asked for, which needs no reading.</summary>
    private LeadObject Lead(int row, LeadId id)
    {
        var lead = new Lazy<LeadSnapshot>(() => leadOf!(row, id));
        return new LeadObject(
            catalogue,
            name => name == "ID" ? new TextValue(id.ToString()) : Value(name, () => lead.Value)
        );
    }

    private FieldValue Value(string name, Func<LeadSnapshot> lead) =>
        known.Contains(name)
            ? lead()[name]
            : throw new InvalidInputException(
                at,
                $"`{name}` of the group's leads was not read.",
                "Only plain fields that the change's templates name are read of other leads: "
                    + $"write the name in full, not `{ContactRule.All}` or `{ProductRowRule.Rows}`."
            );

    public void Dispose()
    {
        next?.Dispose();
        places.Dispose();
    }
}
