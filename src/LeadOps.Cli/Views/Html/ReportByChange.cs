using LeadOps.Runs;

namespace LeadOps.Cli.Views.Html;

/// <summary>What became of the leads of each change.</summary>
internal sealed class ReportByChange
{
    private readonly List<string> names;
    private readonly Dictionary<string, Dictionary<Verdict, int>> counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> fields = new(StringComparer.Ordinal);

    public ReportByChange(RunReport report)
    {
        names = [.. report.Plan.Changes.Select(change => change.Name)];
        foreach (var lead in report.Leads)
        {
            foreach (var field in lead.Fields)
            {
                FieldsOf(field.Planned.Change).Add(field.Name);
            }

            foreach (var change in lead.Fields.Select(field => field.Planned.Change).Distinct())
            {
                var known = counts[change];
                known[lead.Verdict] = known.GetValueOrDefault(lead.Verdict) + 1;
            }
        }
    }

    /// <summary>In the order of the manifests.</summary>
    public IReadOnlyList<string> Names => names;

    public int Count(string change, Verdict verdict) =>
        counts.TryGetValue(change, out var known) ? known.GetValueOrDefault(verdict) : 0;

    public int Leads(string change) => counts.TryGetValue(change, out var known) ? known.Values.Sum() : 0;

    public IReadOnlyCollection<string> Fields(string change) => fields.TryGetValue(change, out var known) ? known : [];

    private SortedSet<string> FieldsOf(string change)
    {
        if (!fields.TryGetValue(change, out var known))
        {
            fields[change] = known = new SortedSet<string>(StringComparer.Ordinal);
            counts[change] = [];
            if (!names.Contains(change))
            {
                names.Add(change);
            }
        }

        return known;
    }
}
