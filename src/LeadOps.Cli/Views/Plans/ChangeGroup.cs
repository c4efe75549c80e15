using LeadOps.Plans;

namespace LeadOps.Cli.Views;

/// <summary>
/// Leads in which one change does the same: to the same fields, and to the same titles where values have some.
/// </summary>
internal sealed class ChangeGroup(string change, LeadAction action, FieldNames names, bool redact)
{
    private const int Samples = 5;

    public string Change => change;

    public LeadAction Action => action;

    public int Count { get; private set; }

    public List<PlannedLead> Sample { get; } = [];

    public IReadOnlyList<FieldSpread> Fields { get; private set; } = [];

    /// <summary>The fields of a lead that this change plans.</summary>
    public static IReadOnlyList<PlannedField> FieldsOf(PlannedLead lead, string change) =>
        lead.Action != LeadAction.Delete && lead.Fields is [{ Change: var only }] && only == change
            ? lead.Fields
            :
            [
                .. lead.Fields.Where(field =>
                    field.Change == change && !(lead.Action == LeadAction.Delete && field.IsNothing)
                ),
            ];

    public void Add(PlannedLead lead, bool keep)
    {
        Count++;
        if (!keep)
        {
            return;
        }

        if (Sample.Count < Samples)
        {
            Sample.Add(lead);
        }

        if (action == LeadAction.Delete)
        {
            return;
        }

        var planned = FieldsOf(lead, change);
        Fields =
            Fields.Count == 0
                ? [.. planned.Select(field => new FieldSpread(field.Name, names.Of(field.Name)))]
                : Fields;
        foreach (var (spread, field) in Fields.Zip(planned))
        {
            spread.Add(field, redact);
        }
    }

    public void Forget()
    {
        (Count, Fields) = (0, []);
        Sample.Clear();
    }

    /// <summary>What the head of the group does not tell already.</summary>
    public IEnumerable<PlannedField> Varying(PlannedLead lead) =>
        Action == LeadAction.Delete ? [] : FieldsOf(lead, Change).Where((_, i) => !Fields[i].IsUniform);
}
