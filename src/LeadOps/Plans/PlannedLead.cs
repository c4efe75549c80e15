using LeadOps.Fields;
using LeadOps.Fields.Rules;

namespace LeadOps.Plans;

/// <summary>What happens to one lead. Blocked leads are shown and never written.</summary>
public enum LeadAction
{
    Update,
    Create,
    Delete,
    Blocked,
}

/// <summary>
/// One field of one lead: what the plan saw and what it wants. <paramref name="Change"/> names the change or fixture
/// it came from.
/// </summary>
public sealed record PlannedField(
    string Name,
    FieldValue Before,
    FieldValue After,
    string Change,
    string? BeforeLabel = null,
    string? AfterLabel = null
)
{
    /// <summary>An empty field of a lead that goes: it is watched until then, and there is nothing to show.</summary>
    public bool IsNothing => Before.IsEmpty && After.IsEmpty;

    /// <summary>Asked for every lead, so without an enumerator.</summary>
    public static bool Has(IReadOnlyList<PlannedField> fields, string name)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Name == name)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>
/// The group that a lead was selected in: its first lead, its size, and the lead's place in it from 0.
/// </summary>
public sealed record LeadGroup(LeadId First, int Size, int Place);

/// <summary>
/// One line of a plan. What holds: every planned field keeps the value the plan saw; every other field that the
/// decision rested on is in <see cref="Assumed"/>. The executor writes nothing when either moved.
/// </summary>
public sealed record PlannedLead
{
    internal static readonly IReadOnlyDictionary<string, FieldValue> NoValues = new Dictionary<string, FieldValue>();

    internal static readonly IReadOnlyDictionary<string, string> NoParams = new Dictionary<string, string>();

    public required LeadAction Action { get; init; }

    /// <summary>Unknown only for a create.</summary>
    public LeadId? Id { get; init; }

    /// <summary>Fixture key: ORIGIN_ID, with ORIGINATOR_ID in <see cref="Originator"/>.</summary>
    public string? Key { get; init; }

    public string? Originator { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<PlannedField> Fields { get; init; }

    public IReadOnlyDictionary<string, string> Params { get; init; } = NoParams;

    /// <summary>Values of fields that selectors, asserts and templates read and that are not written.</summary>
    public IReadOnlyDictionary<string, FieldValue> Assumed { get; init; } = NoValues;

    /// <summary>Of a change with `groupBy`; the plan is shown by it.</summary>
    public LeadGroup? Group { get; init; }

    /// <summary>What people should know before they approve; a plan keeps how many leads have each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Why a blocked lead is blocked.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>One of its planned fields has this name.</summary>
    public bool Plans(string field) => PlannedField.Has(Fields, field);

    /// <summary>
    /// What must hold after the write although it is not planned: the rest of an address, and what a new lead must
    /// not get.
    /// </summary>
    public IEnumerable<KeyValuePair<string, FieldValue>> SentAlong =>
        Action == LeadAction.Create || Assumed.Count == 0 ? Assumed
        : FieldRules.SentWith(Fields.Select(planned => planned.Name)) is { Count: > 0 } sent
            ? sent.Where(Assumed.ContainsKey).Select(name => KeyValuePair.Create(name, Assumed[name]))
        : [];
}
