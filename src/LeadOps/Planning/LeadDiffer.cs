using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Planning.Spreadsheets;
using LeadOps.Plans;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>
/// The planned lead: what <see cref="LeadWishes"/> wants of it and the portal does not hold.
/// </summary>
/// <param name="checkLink">Checks every value that is planned, because it may be the id of another record.</param>
internal sealed class LeadDiffer(
    ScopeBuilder scopes,
    Action<FieldDefinition, FieldValue, SourceSpan> checkLink,
    CancellationToken cancellationToken
)
{
    private readonly LeadWishes wishes = new(scopes, checkLink, cancellationToken);
    private readonly Dictionary<ChangeDefinition, List<string>> reads = new(ReferenceEqualityComparer.Instance);

    public PlannedLead? Diff(LeadSnapshot lead, List<AppliedChange> changes)
    {
        var (planned, parameters, reasons) = wishes.Of(lead, changes);
        var fields = new List<PlannedField>(planned.Count);
        List<string>? notes = null;
        foreach (var value in planned.Values)
        {
            var before = lead[value.Field.Name];
            if (!FieldValues.Same(value.Field, before, value.Value))
            {
                fields.Add(Field(before, value));
                if (SpreadsheetNotes.Of(value.Field, before, value) is { } note)
                {
                    (notes ??= []).Add(note);
                }
            }
        }

        fields.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return fields.Count == 0 && reasons.Count == 0
            ? null
            : new PlannedLead
            {
                Action = reasons.Count > 0 ? LeadAction.Blocked : LeadAction.Update,
                Id = lead.Id,
                Title = TitleRule.Of(lead[TitleRule.Title]),
                Fields = fields,
                Params = parameters,
                Group = changes.Find(change => change.Group is not null)?.Group,
                Assumed = Assumptions.Of(ReadBy(changes, planned.Keys), fields, lead),
                Notes = notes ?? (IReadOnlyList<string>)[],
                Reasons = reasons,
            };
    }

    /// <summary>
    /// A lead that is not there yet. It gets all it is given: a "no" is not the same as nothing said.
    /// </summary>
    public PlannedLead New(string originator, string key, List<AppliedChange> changes)
    {
        var none = LeadSnapshot.None();
        var (planned, parameters, reasons) = wishes.Of(none, changes);
        var fields = planned
            .Values.Where(value => !value.Value.IsEmpty)
            .OrderBy(value => value.Field.Name, StringComparer.Ordinal)
            .Select(value => Field(FieldValue.Empty, value))
            .ToList();
        return new PlannedLead
        {
            Action = reasons.Count > 0 ? LeadAction.Blocked : LeadAction.Create,
            Key = key,
            Originator = originator,
            Title = fields.Find(field => field.Name == TitleRule.Title)?.After is TextValue title ? title.Text : key,
            Fields = fields,
            Params = parameters,
            Reasons = reasons,
        };
    }

    private List<string> ReadBy(List<AppliedChange> changes, IEnumerable<string> planned)
    {
        var names = new List<string>(planned);
        foreach (var change in changes)
        {
            names.AddRange(ReadBy(change.Change));
        }

        return names;
    }

    /// <summary>The same for every lead.</summary>
    private List<string> ReadBy(ChangeDefinition change) =>
        reads.TryGetValue(change, out var known)
            ? known
            : reads[change] = [.. FieldNeeds.ReadBy(change).Distinct(StringComparer.Ordinal)];

    private static PlannedField Field(FieldValue before, PlannedValue planned) =>
        new(
            planned.Field.Name,
            before,
            planned.Value,
            planned.Change,
            FieldValues.Label(planned.Field, before),
            FieldValues.Label(planned.Field, planned.Value)
        );
}
