using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// A plan by its changes: a row for each, and the biggest groups of each, counted exactly. However many groups a plan
/// has, only so many are followed, and what has no place among them is counted in a second walk.
/// </summary>
internal sealed class PlanByChange
{
    public const int ShownPerChange = 10;

    private const int Followed = 10_000;
    private const int FollowedWithSamples = 500;

    private readonly bool redact;
    private readonly FieldNames names;
    private readonly Dictionary<UInt128, ChangeGroup> groups = [];
    private readonly Dictionary<string, (int Leads, int Groups)> others = new(StringComparer.Ordinal);
    private readonly List<ChangeRow> rows;
    private readonly Dictionary<string, ChangeRow> byName;
    private readonly StringBuilder text = new();
    private (string Text, UInt128 Key) last = ("", default);
    private bool isCut;

    public PlanByChange(Plan plan, bool redact)
    {
        this.redact = redact;
        names = new FieldNames(plan.Footer.Titles);
        rows =
        [
            .. plan.Header.Changes.Select(change => new ChangeRow(
                change.Name,
                change.Description,
                plan.Footer.Rejects.ByChange.GetValueOrDefault(change.Name)
            )),
        ];
        var ofManifests = plan.Header.Manifests.Select(manifest => manifest.Description).ToHashSet();
        Described = [.. rows.Where(row => row.Description is not null && !ofManifests.Contains(row.Description))];
        byName = rows.ToDictionary(row => row.Name, StringComparer.Ordinal);
        foreach (var lead in plan.Leads)
        {
            Follow(lead);
            ByGroup.Add(lead);
        }

        var order = rows.Select((row, place) => (row.Name, place)).ToDictionary(StringComparer.Ordinal);
        var ofChange = groups.GroupBy(pair => pair.Value.Change).OrderBy(group => order[group.Key]).ToList();
        var shown = ofChange.SelectMany(group => Biggest(group).Take(ShownPerChange)).ToList();
        foreach (var group in ofChange)
        {
            var rest = Biggest(group).Skip(ShownPerChange).ToList();
            others[group.Key] = (rest.Sum(one => one.Value.Count), rest.Count);
        }

        var needsSecondWalk = groups.Count > FollowedWithSamples || isCut;
        groups = shown.ToDictionary();
        Shown = [.. shown.Select(pair => pair.Value)];
        if (needsSecondWalk)
        {
            CountAgain(plan.Leads);
        }
    }

    /// <summary>In the order of the manifests.</summary>
    public IReadOnlyList<ChangeRow> Rows => rows;

    /// <summary>Those with a description of their own: the manifest's stands above them all.</summary>
    public IReadOnlyList<ChangeRow> Described { get; }

    /// <summary>Of a plan with `groupBy`, its leads by those groups.</summary>
    public GroupSamples ByGroup { get; } = new();

    /// <summary>By change, the biggest first.</summary>
    public IReadOnlyList<ChangeGroup> Shown { get; }

    /// <summary>False when there were too many groups to tell how many.</summary>
    public bool KnowsOthers => !isCut;

    /// <summary>Leads of a change in groups that are not shown, and how many groups these are at least.</summary>
    public (int Leads, int Groups) Others(string change) => others.GetValueOrDefault(change);

    /// <summary>The changes that a lead is planned by.</summary>
    public static List<string> ChangesOf(PlannedLead lead)
    {
        var changes = new List<string>(capacity: 1);
        foreach (var field in lead.Fields)
        {
            if (!changes.Contains(field.Change))
            {
                changes.Add(field.Change);
            }
        }

        return changes.Count > 0 ? changes : [""];
    }

    public ChangeGroup? Of(PlannedLead lead, string change) => groups.GetValueOrDefault(Key(lead, change));

    private static IEnumerable<KeyValuePair<UInt128, ChangeGroup>> Biggest(
        IEnumerable<KeyValuePair<UInt128, ChangeGroup>> groups
    ) => groups.OrderBy(pair => pair.Value.Action == LeadAction.Blocked).ThenByDescending(pair => pair.Value.Count);

    private void Follow(PlannedLead lead)
    {
        foreach (var change in ChangesOf(lead))
        {
            if (!byName.TryGetValue(change, out var row))
            {
                rows.Add(byName[change] = row = new ChangeRow(change, null));
            }

            row.Add(lead);
            var key = Key(lead, change);
            if (!groups.TryGetValue(key, out var group))
            {
                groups[key] = group = new ChangeGroup(change, lead.Action, names, redact);
            }

            group.Add(lead, keep: groups.Count <= FollowedWithSamples);
        }

        if (groups.Count > 2 * Followed)
        {
            // What is small by now makes room; a big group gathers again what it loses here.
            groups.OrderBy(pair => pair.Value.Count).Take(Followed).ToList().ForEach(pair => groups.Remove(pair.Key));
            isCut = true;
        }
    }

    private void CountAgain(IEnumerable<PlannedLead> leads)
    {
        Shown.ToList().ForEach(group => group.Forget());
        var rest = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var lead in leads)
        {
            foreach (var change in ChangesOf(lead))
            {
                if (Of(lead, change) is { } group)
                {
                    group.Add(lead, keep: true);
                }
                else
                {
                    rest[change] = rest.GetValueOrDefault(change) + 1;
                }
            }
        }

        rest.ToList().ForEach(pair => others[pair.Key] = (pair.Value, Math.Max(1, Others(pair.Key).Groups)));
    }

    /// <summary>
    /// A value that differs from lead to lead counts only by its field; all deletes of a change are alike.
    /// </summary>
    private UInt128 Key(PlannedLead lead, string change)
    {
        text.Clear().Append($"{change}|{lead.Action}");
        foreach (var field in lead.Action == LeadAction.Delete ? [] : ChangeGroup.FieldsOf(lead, change))
        {
            text.Append('|').Append(field.Name);
            if (field.AfterLabel is not null || field.After.IsEmpty)
            {
                text.Append(':').Append(ValueJson.Text(field.After));
            }
        }

        if (!text.Equals(last.Text))
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
            last = (text.ToString(), BinaryPrimitives.ReadUInt128BigEndian(hash));
        }

        return last.Key;
    }
}
