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
    public static List<PlannedField> FieldsOf(PlannedLead lead, string change)
    {
        var fields = new List<PlannedField>(capacity: 1);
        foreach (var field in lead.Fields)
        {
            if (field.Change == change && !(lead.Action == LeadAction.Delete && field.IsNothing))
            {
                fields.Add(field);
            }
        }

        return fields;
    }

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
        if (Fields.Count == 0)
        {
            Fields = planned.ConvertAll(field => new FieldSpread(field.Name, names.Of(field.Name)));
        }

        for (var i = 0; i < planned.Count; i++)
        {
            Fields[i].Add(planned[i], redact);
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
