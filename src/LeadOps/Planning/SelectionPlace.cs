using LeadOps.Fields;
using LeadOps.Plans;
using LeadOps.Selection.Groups;

namespace LeadOps.Planning;

/// <summary>Where a lead stands in the selection of a change's row; small, so that many are sorted on disk.</summary>
/// <param name="Size">How many leads its group has; 0 when it is in none.</param>
/// <param name="Start">Where the leads of its group begin in a list of all of them.</param>
internal readonly record struct SelectionPlace(
    LeadId Lead,
    int Row,
    int Position = 0,
    LeadId First = default,
    int Size = 0,
    int Start = 0,
    int Place = 0
) : IComparable<SelectionPlace>
{
    public LeadGroup? Group => Size == 0 ? null : new LeadGroup(First, Size, Place);

    public static SelectionPlace Of(PlacedLead lead, int position) =>
        lead.Group is { } group
            ? new SelectionPlace(lead.Lead, lead.Row, position, group.First, group.Size, group.Start, group.Place)
            : new SelectionPlace(lead.Lead, lead.Row, position);

    public int CompareTo(SelectionPlace other) =>
        Lead != other.Lead ? Lead.Value.CompareTo(other.Lead.Value) : Row.CompareTo(other.Row);
}
