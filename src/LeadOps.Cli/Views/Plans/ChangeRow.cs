using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>What one change does to the whole plan.</summary>
internal sealed class ChangeRow(string name, string? description, int rejects = 0)
{
    private readonly Dictionary<LeadAction, int> counts = [];
    private readonly List<string> fields = [];

    public string Name => name;

    public string? Description => description;

    /// <summary>Rows that were handed back.</summary>
    public int Rejects => rejects;

    /// <summary>In the order in which they were met.</summary>
    public IReadOnlyList<string> Fields => fields;

    public int Leads => counts.Values.Sum();

    public int Count(LeadAction action) => counts.GetValueOrDefault(action);

    public void Add(PlannedLead lead)
    {
        counts[lead.Action] = Count(lead.Action) + 1;
        if (lead.Action == LeadAction.Delete)
        {
            return;
        }

        foreach (var field in lead.Fields)
        {
            if (field.Change == name && !fields.Contains(field.Name))
            {
                fields.Add(field.Name);
            }
        }
    }
}
