using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// The leads of a plan by their group, as far as a text shows them: the groups with the lowest first leads, some leads
/// of each in their order, and how many there are.
/// </summary>
internal sealed class GroupSamples
{
    private const int Groups = 10;
    private const int LeadsPerGroup = 8;

    private readonly HashSet<long> all = [];
    private readonly SortedDictionary<long, Sample> kept = [];

    public int Count => all.Count;

    public IReadOnlyCollection<Sample> Shown => kept.Values;

    public void Add(PlannedLead lead)
    {
        if (lead.Group is not { } group)
        {
            return;
        }

        var first = group.First.Value;
        all.Add(first);
        if (!kept.TryGetValue(first, out var sample))
        {
            if (kept.Count == Groups && first > kept.Keys.Last())
            {
                return;
            }

            kept[first] = sample = new Sample(group);
            if (kept.Count > Groups)
            {
                kept.Remove(kept.Keys.Last());
            }
        }

        sample.Add(lead);
    }

    internal sealed class Sample(LeadGroup group)
    {
        private readonly PriorityQueue<PlannedLead, int> leads = new();

        public LeadGroup Group => group;

        /// <summary>Those that the plan changes; the group may have more.</summary>
        public int Count { get; private set; }

        public IEnumerable<PlannedLead> Leads =>
            leads.UnorderedItems.OrderBy(item => -item.Priority).Select(item => item.Element);

        public void Add(PlannedLead lead)
        {
            Count++;
            leads.Enqueue(lead, -lead.Group!.Place);
            if (leads.Count > LeadsPerGroup)
            {
                leads.Dequeue();
            }
        }
    }
}
