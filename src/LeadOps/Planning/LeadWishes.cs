using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Plans;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>A value that is planned for a field, and the change, row and assignment that want it.</summary>
internal sealed record PlannedValue(
    FieldDefinition Field,
    FieldValue Value,
    string Change,
    Row? Row,
    FieldAssignment Assignment
);

/// <summary>What all changes together want of one lead.</summary>
internal sealed record Wishes(
    Dictionary<string, PlannedValue> Fields,
    IReadOnlyDictionary<string, string> Params,
    IReadOnlyList<string> Reasons
);

/// <summary>Applies the changes of one lead in order, each seeing what the earlier ones planned.</summary>
/// <param name="checkLink">Checks every value that is planned, because it may be the id of another record.</param>
internal sealed class LeadWishes(
    ScopeBuilder scopes,
    Action<FieldDefinition, FieldValue, SourceSpan> checkLink,
    CancellationToken cancellationToken
)
{
    private static readonly Dictionary<string, PlannedValue> Nothing = [];

    private readonly WantedValues values = new(cancellationToken);
    private readonly ListEdits edits = new(cancellationToken);

    private FieldCatalogue Catalogue => scopes.Catalogue;

    /// <summary>Most leads have neither parameters nor reasons, so that these are made only when they come.</summary>
    public Wishes Of(LeadSnapshot lead, List<AppliedChange> changes)
    {
        var planned = new Dictionary<string, PlannedValue>(StringComparer.Ordinal);
        SortedDictionary<string, string>? parameters = null;
        List<string>? reasons = null;
        foreach (var change in changes)
        {
            var state = planned.Count == 0 ? Nothing : new(planned, StringComparer.Ordinal);
            var scope = scopes.OfLead(
                change.Manifest,
                change.Row,
                new LeadObject(Catalogue, name => state.GetValueOrDefault(name)?.Value ?? lead[name]),
                change.Selection
            );
            try
            {
                if (change.Change.Asserts.Count > 0)
                {
                    (reasons ??= []).AddRange(FailedAsserts(change, scope));
                }

                PlanSet(lead, change, scope, planned);
                if (change.Change.Params.Count > 0)
                {
                    AddParameters(change, scope, parameters ??= new(StringComparer.Ordinal));
                }
            }
            catch (InvalidInputException problem) when (change.Row is not null)
            {
                throw WithRow(problem, change.Row);
            }
        }

        Complete(lead, planned);
        return new Wishes(planned, parameters ?? PlannedLead.NoParams, reasons ?? (IReadOnlyList<string>)[]);
    }

    private void Complete(LeadSnapshot lead, Dictionary<string, PlannedValue> planned)
    {
        bool Changes(string name) =>
            planned.TryGetValue(name, out var wanted) && !FieldValues.Same(wanted.Field, lead[name], wanted.Value);
        foreach (var along in FieldRules.PlannedWith(planned.Keys, Changes))
        {
            planned[along.Field] = planned[along.BecauseOf] with
            {
                Field = Catalogue.Find(along.Field)!,
                Value = along.Value,
            };
        }
    }

    private IEnumerable<string> FailedAsserts(AppliedChange change, TemplateScope scope)
    {
        foreach (
            var assertion in change.Change.Asserts.Where(assertion => !assertion.That.IsTrue(scope, cancellationToken))
        )
        {
            yield return assertion.Message?.Resolve(scope, cancellationToken)?.ToString()
                ?? $"{change.Label}: `{assertion.That.Text}` does not hold";
        }
    }

    /// <summary>Every field of the change, so that all its mistakes are told at once.</summary>
    private void PlanSet(
        LeadSnapshot lead,
        AppliedChange change,
        TemplateScope scope,
        Dictionary<string, PlannedValue> planned
    )
    {
        List<Diagnostic>? problems = null;
        var assignments = change.Change.Set;
        for (var i = 0; i < assignments.Count; i++)
        {
            try
            {
                Plan(lead, change, assignments[i], scope, planned);
            }
            catch (InvalidInputException problem)
            {
                (problems ??= []).AddRange(problem.Diagnostics);
            }
        }

        if (problems is not null)
        {
            throw new InvalidInputException(problems);
        }
    }

    private void Plan(
        LeadSnapshot lead,
        AppliedChange change,
        FieldAssignment assignment,
        TemplateScope scope,
        Dictionary<string, PlannedValue> planned
    )
    {
        var field = Catalogue.Find(assignment.Field)!;
        var current = planned.TryGetValue(field.Name, out var earlier) ? earlier.Value : lead[field.Name];
        var wanted = assignment.Edit is { } edit
            ? edits.Of(field, current, edit, change, scope)
            : values.Of(field, current, assignment, change, scope);
        if (
            earlier is not null
            && !FieldValues.Same(field, earlier.Value, wanted)
            && !MayFollow(change, assignment, field)
        )
        {
            throw new InvalidInputException(
                assignment.At,
                $"`{change.Label}`{WantedValues.RowOf(change.Row)} sets `{field.Name}` of {Named(lead)} to "
                    + "another value "
                    + $"than `{earlier.Change}`{WantedValues.RowOf(earlier.Row)} before it.",
                earlier.Change == change.Label && change.Row is not null
                    ? "Keep one of the two rows, or write `override: true`, so that the last one counts."
                    : "Make one of them read the field, narrow a selector, or write `override: true` in the "
                        + "later change."
            );
        }

        if (!FieldValues.Same(field, lead[field.Name], wanted))
        {
            checkLink(field, wanted, assignment.At);
        }

        planned[field.Name] = new PlannedValue(field, wanted, change.Label, change.Row, assignment);
    }

    private static string Named(LeadSnapshot lead) => lead.Id == default ? "a new lead" : $"lead {lead.Id}";

    private static bool MayFollow(AppliedChange change, FieldAssignment assignment, FieldDefinition field) =>
        change.Change.Override
        || assignment
            .Templates.SelectMany(template => template.Reads)
            .Any(read => read.Root == "lead" && read.Member == field.Name)
        || (assignment.Edit is not null && field.IsList);

    /// <summary>A wrong value that may come from a row is looked for in the row's file.</summary>
    private static InvalidInputException WithRow(InvalidInputException problem, Row row) =>
        new([
            .. problem.Diagnostics.Select(one =>
                one.ToString().Contains(row.At.ToString(), StringComparison.Ordinal)
                    ? one
                    : one with
                    {
                        Message = $"{one.Message.TrimEnd('.')}{WantedValues.RowOf(row)}.",
                    }
            ),
        ]);

    private void AddParameters(AppliedChange change, TemplateScope scope, SortedDictionary<string, string> parameters)
    {
        foreach (var (name, value) in change.Change.Params)
        {
            var text = value.Resolve(scope, cancellationToken)?.ToString() ?? "";
            if (text is not ("Y" or "N"))
            {
                throw new InvalidInputException(value.At, $"`{text}` is not a value for `{name}`.", "Give `Y` or `N`.");
            }

            if (parameters.TryGetValue(name, out var earlier) && earlier != text && !change.Change.Override)
            {
                throw new InvalidInputException(
                    value.At,
                    $"`{change.Label}` gives the parameter `{name}` another value than a change before it.",
                    "Use the same value, or write `override: true`."
                );
            }

            parameters[name] = text;
        }
    }
}
