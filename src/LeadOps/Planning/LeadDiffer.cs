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
    private readonly Dictionary<ChangeDefinition, IReadOnlyList<string>> reads = new(
        ReferenceEqualityComparer.Instance
    );

    private FieldCatalogue Catalogue => scopes.Catalogue;

    public PlannedLead? Diff(LeadSnapshot lead, IReadOnlyList<AppliedChange> changes)
    {
        var (planned, parameters, reasons) = wishes.Of(lead, changes);
        var fields = new List<PlannedField>(planned.Count);
        var notes = new List<string>();
        foreach (var (name, value) in planned)
        {
            var field = Catalogue.Find(name)!;
            if (!FieldValues.Same(field, lead[name], value.Value))
            {
                fields.Add(Field(name, lead[name], value));
                notes.AddRange(SpreadsheetNotes.Of(field, lead[name], value) is { } note ? [note] : []);
            }
        }

        fields.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return fields.Count == 0 && reasons.Count == 0
            ? null
            : new PlannedLead
            {
                Action = reasons.Count > 0 ? LeadAction.Blocked : LeadAction.Update,
                Id = lead.Id,
                Title = TitleRule.Of(name => lead[name]),
                Fields = fields,
                Params = parameters,
                Group = changes.Select(change => change.Group).FirstOrDefault(group => group is not null),
                Assumed = Assumptions.Of(
                    changes.SelectMany(change => ReadBy(change.Change)).Concat(planned.Keys),
                    fields,
                    lead
                ),
                Notes = notes,
                Reasons = reasons,
            };
    }

    /// <summary>
    /// A lead that is not there yet. It gets all it is given: a "no" is not the same as nothing said.
    /// </summary>
    public PlannedLead New(string originator, string key, IReadOnlyList<AppliedChange> changes)
    {
        var none = LeadSnapshot.None();
        var (planned, parameters, reasons) = wishes.Of(none, changes);
        var fields = planned
            .Where(pair => !pair.Value.Value.IsEmpty)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => Field(pair.Key, FieldValue.Empty, pair.Value))
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

    /// <summary>The same for every lead.</summary>
    private IReadOnlyList<string> ReadBy(ChangeDefinition change) =>
        reads.TryGetValue(change, out var known)
            ? known
            : reads[change] = [.. FieldNeeds.ReadBy(change).Distinct(StringComparer.Ordinal)];

    private PlannedField Field(string name, FieldValue before, PlannedValue planned)
    {
        var field = Catalogue.Find(name)!;
        return new PlannedField(
            name,
            before,
            planned.Value,
            planned.Change,
            FieldValues.Label(field, before),
            FieldValues.Label(field, planned.Value)
        );
    }
}
