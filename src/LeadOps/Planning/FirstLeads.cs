using LeadOps.Fields;
using LeadOps.Leads;
using LeadOps.Manifests;

namespace LeadOps.Planning;

/// <summary>
/// The first leads of a selector in its `orderBy`, then by id. It remembers what they are ordered by, not the leads.
/// </summary>
internal sealed class FirstLeads
{
    private sealed record Place(IReadOnlyList<FieldValue> Values, LeadId Id);

    private readonly Selector selector;
    private readonly FieldCatalogue catalogue;
    private readonly PriorityQueue<LeadId, Place> kept;

    public FirstLeads(Selector selector, FieldCatalogue catalogue)
    {
        this.selector = selector;
        this.catalogue = catalogue;
        kept = new PriorityQueue<LeadId, Place>(Comparer<Place>.Create((a, b) => Compare(b, a)));
    }

    public int Count => kept.Count;

    /// <summary>False when the lead comes too late; when it pushes another one out, that one.</summary>
    public bool Takes(LeadSnapshot lead, out LeadId? pushedOut)
    {
        var place = new Place([.. selector.OrderBy.Select(order => lead[order.Field.Name])], lead.Id);
        if (kept.Count < selector.Limit!.Value)
        {
            pushedOut = null;
            kept.Enqueue(lead.Id, place);
            return true;
        }

        var last = kept.EnqueueDequeue(lead.Id, place);
        pushedOut = last;
        return last != lead.Id;
    }

    private int Compare(Place a, Place b)
    {
        for (var i = 0; i < selector.OrderBy.Count; i++)
        {
            var (field, descending) = selector.OrderBy[i];
            var order = Order(catalogue.Find(field.Name)!, a.Values[i], b.Values[i]);
            if (order != 0)
            {
                return descending ? -order : order;
            }
        }

        return a.Id.Value.CompareTo(b.Id.Value);
    }

    private static int Order(FieldDefinition field, FieldValue a, FieldValue b) =>
        (a, b) switch
        {
            (TextValue x, TextValue y) => field.Kind.Compare(x.Text, y.Text) ?? string.CompareOrdinal(x.Text, y.Text),
            _ => (a is TextValue ? 1 : 0) - (b is TextValue ? 1 : 0),
        };
}
