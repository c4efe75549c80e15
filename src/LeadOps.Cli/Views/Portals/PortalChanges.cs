using System.Text.Json.Nodes;
using LeadOps.Plans;

namespace LeadOps.Cli.Views.Portals;

/// <summary>
/// What the plans of many portals change, together: leads that get the same are one line, whichever portal they are on.
/// Only sums are kept, so that thousands of portals need no more memory than some.
/// </summary>
internal sealed class PortalChanges(bool redact)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> order = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PortalChange> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> others = new(StringComparer.Ordinal);

    /// <summary>Reads the plan, which may be gone afterwards. May be called from several threads.</summary>
    public void Add(Plan plan)
    {
        var changes = new PlanByChange(plan, redact);
        lock (gate)
        {
            foreach (var (row, place) in changes.Rows.Select((row, place) => (row.Name, place)))
            {
                order.TryAdd(row, place);
                others[row] = others.GetValueOrDefault(row) + changes.Others(row).Leads;
            }

            changes.Shown.ToList().ForEach(Add);
        }
    }

    private void Add(ChangeGroup group)
    {
        var key = PortalChange.KeyOf(group);
        if (groups.TryGetValue(key, out var known))
        {
            known.Add(group);
        }
        else
        {
            groups[key] = new PortalChange(group);
        }
    }

    public IReadOnlyList<string> Lines() =>
        [
            .. ByChange()
                .SelectMany(change =>
                    change.Shown.Select(group => group.Line()).Concat(Rest(change.Name, change.Others))
                ),
        ];

    public JsonArray Document() =>
        new([.. ByChange().SelectMany(change => change.Shown).Select(group => (JsonNode)group.Document())]);

    private IEnumerable<(string Name, IReadOnlyList<PortalChange> Shown, int Others)> ByChange() =>
        groups
            .Values.GroupBy(group => group.Change, StringComparer.Ordinal)
            .OrderBy(change => order[change.Key])
            .ThenBy(change => change.Key, StringComparer.Ordinal)
            .Select(change =>
            {
                var sorted = change
                    .OrderByDescending(group => group.Leads)
                    .ThenBy(group => group.Line(), StringComparer.Ordinal)
                    .ToList();
                return (
                    change.Key,
                    (IReadOnlyList<PortalChange>)[.. sorted.Take(PlanByChange.ShownPerChange)],
                    sorted.Skip(PlanByChange.ShownPerChange).Sum(group => group.Leads) + others[change.Key]
                );
            });

    private static IEnumerable<string> Rest(string change, int leads) =>
        leads == 0
            ? []
            :
            [
                $"{PortalChange.Named(change)}: {Counted.Number(leads)} more in smaller groups; "
                    + "`leadops plan --portal NAME` shows them",
            ];
}
