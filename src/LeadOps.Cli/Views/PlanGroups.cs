using System.Security.Cryptography;
using System.Text;
using LeadOps.Fields;
using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>Leads that get the same change.</summary>
internal sealed class PlanGroup(LeadAction action)
{
    private const int Samples = 5;
    public const int Short = 40;

    private bool[] same = [];

    public LeadAction Action => action;

    public int Count { get; private set; }

    public List<PlannedLead> Sample { get; } = [];

    public void Add(PlannedLead lead, bool keep)
    {
        Count++;
        if (keep && Sample.Count < Samples)
        {
            Sample.Add(lead);
        }

        if (Sample.Count > 0 && action != LeadAction.Delete)
        {
            same =
                Count == 1
                    ? new bool[lead.Fields.Count]
                    :
                    [
                        .. lead.Fields.Select(
                            (field, i) => (Count == 2 || same[i]) && IsSame(field, Sample[0].Fields[i])
                        ),
                    ];
        }
    }

    /// <summary>A value with a title, nothing, and a short text that all of them get in place of the same one, are told once for all.</summary>
    public bool IsCommon(int field) => PlanGroups.IsCommon(Sample[0].Fields[field]) || same[field];

    private static bool IsSame(PlannedField field, PlannedField first) =>
        IsSame(field.Before, first.Before) && IsSame(field.After, first.After);

    private static bool IsSame(FieldValue value, FieldValue first) =>
        (value.IsEmpty && first.IsEmpty)
        || (
            value is TextValue text && first is TextValue other && text.Text.Length <= Short && text.Text == other.Text
        );

    public void Forget()
    {
        Count = 0;
        same = [];
        Sample.Clear();
    }
}

/// <summary>
/// The biggest groups of each action, counted exactly; the others are a number. However many groups a plan has, only so many
/// are followed, and what has no place among them is counted in a second walk.
/// </summary>
internal sealed class PlanGroups
{
    private const int ShownPerAction = 100;
    private const int Followed = 10_000;
    private const int FollowedWithSamples = 500;

    private readonly Dictionary<UInt128, PlanGroup> groups = [];
    private readonly Dictionary<LeadAction, (int Leads, int Groups)> others = [];
    private bool isCut;

    public PlanGroups(IEnumerable<PlannedLead> leads)
    {
        foreach (var lead in leads)
        {
            Follow(lead);
        }

        var shown = groups
            .GroupBy(pair => pair.Value.Action)
            .OrderBy(group => group.Key)
            .SelectMany(group => group.OrderByDescending(pair => pair.Value.Count).Take(ShownPerAction))
            .ToList();
        foreach (var group in groups.Values.GroupBy(group => group.Action))
        {
            var rest = group.OrderByDescending(one => one.Count).Skip(ShownPerAction).ToList();
            others[group.Key] = (rest.Sum(one => one.Count), rest.Count);
        }

        var needsSecondWalk = groups.Count > FollowedWithSamples || isCut;
        groups = shown.ToDictionary(pair => pair.Key, pair => pair.Value);
        Shown = [.. shown.Select(pair => pair.Value)];
        if (needsSecondWalk)
        {
            CountAgain(leads);
        }
    }

    /// <summary>By action, the biggest first.</summary>
    public IReadOnlyList<PlanGroup> Shown { get; }

    /// <summary>Leads of an action in groups that are not shown, and how many groups these are at least.</summary>
    public (int Leads, int Groups) Others(LeadAction action) => others.GetValueOrDefault(action);

    /// <summary>False when there were too many groups to tell how many.</summary>
    public bool KnowsOthers => !isCut;

    public PlanGroup? Of(PlannedLead lead) => groups.GetValueOrDefault(Key(lead));

    private void Follow(PlannedLead lead)
    {
        var key = Key(lead);
        if (!groups.TryGetValue(key, out var group))
        {
            groups[key] = group = new PlanGroup(lead.Action);
        }

        group.Add(lead, keep: groups.Count <= FollowedWithSamples);
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
        var rest = new Dictionary<LeadAction, int>();
        foreach (var lead in leads)
        {
            if (Of(lead) is { } group)
            {
                group.Add(lead, keep: true);
            }
            else
            {
                rest[lead.Action] = rest.GetValueOrDefault(lead.Action) + 1;
            }
        }

        rest.ToList().ForEach(pair => others[pair.Key] = (pair.Value, Others(pair.Key).Groups));
    }

    /// <summary>Leads whose fields change in the same way; a value that differs from lead to lead counts only by its field. All deletes are alike.</summary>
    private static UInt128 Key(PlannedLead lead)
    {
        var text =
            lead.Action
            + "|"
            + string.Join(
                "|",
                lead.Action == LeadAction.Delete
                    ? lead.Fields.Select(field => field.Change).Distinct()
                    : lead.Fields.Select(field =>
                        IsCommon(field)
                            ? $"{field.Name}:{ValueJson.Text(field.After)}:{ValueJson.Text(field.Before)}:{field.Change}"
                            : $"{field.Name}:{field.Change}"
                    )
            );
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(
            SHA256.HashData(Encoding.UTF8.GetBytes(text))
        );
    }

    public static bool IsCommon(PlannedField field) => field.AfterLabel is not null || field.After.IsEmpty;
}
