using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Plans;
using LeadOps.Templates;
using LeadOps.Templating;

namespace LeadOps.Planning;

/// <summary>A change as it concerns one lead: with its manifest and its row.</summary>
public sealed record AppliedChange(Manifest Manifest, ChangeDefinition Change, string Label, Row? Row)
{
    /// <summary>Where the lead stands in the change's selection, when the change asks for it.</summary>
    public SelectionNames? Selection { get; init; }

    public LeadGroup? Group { get; init; }
}

/// <summary>
/// Applies the changes of one lead in order, each seeing what the earlier ones planned, and keeps what differs from the portal.
/// </summary>
public sealed class LeadDiffer(ScopeBuilder scopes, LinkChecker links, CancellationToken cancellationToken)
{
    private FieldCatalogue Catalogue => scopes.Catalogue;

    private sealed record Planned(FieldValue Value, string Change, Row? Row);

    private sealed record Wishes(
        Dictionary<string, Planned> Fields,
        SortedDictionary<string, string> Params,
        List<string> Reasons
    );

    public PlannedLead? Diff(LeadSnapshot lead, IReadOnlyList<AppliedChange> changes)
    {
        var (planned, parameters, reasons) = Wanted(lead, changes);
        var fields = planned
            .Where(pair => !FieldValues.Same(Catalogue.Find(pair.Key)!, lead[pair.Key], pair.Value.Value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => Field(pair.Key, lead[pair.Key], pair.Value))
            .ToList();
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
                    changes.SelectMany(change => FieldNeeds.ReadBy(change.Change)).Concat(planned.Keys),
                    fields,
                    lead
                ),
                Reasons = reasons,
            };
    }

    /// <summary>A lead that is not there yet. It gets all it is given: a "no" is not the same as nothing said.</summary>
    public PlannedLead New(string originator, string key, IReadOnlyList<AppliedChange> changes)
    {
        var none = LeadSnapshot.None();
        var (planned, parameters, reasons) = Wanted(none, changes);
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

    private Wishes Wanted(LeadSnapshot lead, IReadOnlyList<AppliedChange> changes)
    {
        var planned = new Dictionary<string, Planned>(StringComparer.Ordinal);
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var reasons = new List<string>();
        foreach (var change in changes)
        {
            var state = planned.ToDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal);
            var scope = scopes.OfLead(
                change.Manifest,
                change.Row,
                new LeadObject(
                    Catalogue,
                    name => name == "ID" ? IdOf(lead) : state.GetValueOrDefault(name) ?? lead[name]
                ),
                change.Selection
            );
            try
            {
                reasons.AddRange(FailedAsserts(change, scope));
                PlanSet(lead, change, scope, planned);
                AddParameters(change, scope, parameters);
            }
            catch (InvalidInputException problem) when (change.Row is not null)
            {
                throw WithRow(problem, change.Row);
            }
        }

        Complete(lead, planned);
        return new Wishes(planned, parameters, reasons);
    }

    private static FieldValue IdOf(LeadSnapshot lead) =>
        lead.Id == default ? FieldValue.Empty : new TextValue(lead.Id.ToString());

    private void Complete(LeadSnapshot lead, Dictionary<string, Planned> planned)
    {
        bool Changes(string name) =>
            planned.TryGetValue(name, out var wanted)
            && !FieldValues.Same(Catalogue.Find(name)!, lead[name], wanted.Value);
        foreach (var along in FieldRules.PlannedWith(planned.Keys, Changes).ToList())
        {
            planned[along.Field] = planned[along.BecauseOf] with { Value = along.Value };
        }
    }

    private PlannedField Field(string name, FieldValue before, Planned planned)
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
        Dictionary<string, Planned> planned
    )
    {
        var problems = new List<Diagnostic>();
        foreach (var assignment in change.Change.Set)
        {
            try
            {
                Plan(lead, change, assignment, scope, planned);
            }
            catch (InvalidInputException problem)
            {
                problems.AddRange(problem.Diagnostics);
            }
        }

        if (problems.Count > 0)
        {
            throw new InvalidInputException(problems);
        }
    }

    private void Plan(
        LeadSnapshot lead,
        AppliedChange change,
        FieldAssignment assignment,
        TemplateScope scope,
        Dictionary<string, Planned> planned
    )
    {
        var field = Catalogue.Find(assignment.Field)!;
        var current = planned.TryGetValue(field.Name, out var earlier) ? earlier.Value : lead[field.Name];
        var wanted = assignment.Edit is { } edit
            ? Edited(field, current, edit, change, scope)
            : Set(field, current, assignment, change, scope);
        if (
            earlier is not null
            && !FieldValues.Same(field, earlier.Value, wanted)
            && !MayFollow(change, assignment, field)
        )
        {
            throw new InvalidInputException(
                assignment.At,
                $"`{change.Label}`{RowOf(change.Row)} sets `{field.Name}` of {(lead.Id == default ? "a new lead" : $"lead {lead.Id}")} to another value than `{earlier.Change}`{RowOf(earlier.Row)} before it.",
                "Make one of them read the field, narrow a selector, or write `override: true` in the later change."
            );
        }

        if (!FieldValues.Same(field, lead[field.Name], wanted))
        {
            links.Note(field, wanted, assignment.At);
        }

        planned[field.Name] = new Planned(wanted, change.Label, change.Row);
    }

    private static bool MayFollow(AppliedChange change, FieldAssignment assignment, FieldDefinition field) =>
        change.Change.Override
        || assignment
            .Templates.SelectMany(template => template.Reads)
            .Any(read => read.Root == "lead" && read.Member == field.Name)
        || (assignment.Edit is not null && field.IsList);

    private FieldValue Set(
        FieldDefinition field,
        FieldValue current,
        FieldAssignment assignment,
        AppliedChange change,
        TemplateScope scope
    )
    {
        var resolved = assignment.Value!.Resolve(scope, cancellationToken);
        var mayClear = change.Change.MayClear.Any(name => name.Name == field.Name);
        resolved =
            mayClear && resolved is IReadOnlyList<object?> list
                ? list.Where(item => !FieldValues.IsBlank(item)).ToList()
                : resolved;
        resolved =
            assignment.Value is ScalarValue { Template: not null } && FieldValues.IsBlank(resolved) ? null : resolved;
        var isBlank = resolved is null or "" || resolved is IReadOnlyList<object?> { Count: 0 };
        if (resolved is IReadOnlyList<object?> { Count: 0 } && current.IsEmpty)
        {
            return current;
        }

        if (isBlank && assignment.Value is ScalarValue && !mayClear)
        {
            throw new InvalidInputException(
                assignment.Value.At,
                $"The template gives an empty value for `{field.Name}`{RowOf(change.Row)}, which would wipe it.",
                $"Give a default with `??`, or allow it with `mayClear: [{field.Name}]`."
            );
        }

        if (isBlank && !field.CanClear)
        {
            throw new InvalidInputException(
                assignment.Value.At,
                $"`{field.Name}` has no empty state and cannot be cleared.",
                "Set a value."
            );
        }

        if (field.Type == "file" && !isBlank)
        {
            return UploadFiles.Wanted(field, current, resolved, false, change.Manifest.File, assignment.Value.At);
        }

        var value = Converted(field, resolved, assignment.Value.At, change);
        return field.IsMultifield ? MultifieldEditor.Exactly(field.Name, current, value) : value;
    }

    /// <summary>A wrong value that may come from a row is looked for in the row's file.</summary>
    private static InvalidInputException WithRow(InvalidInputException problem, Row row) =>
        new([
            .. problem.Diagnostics.Select(one =>
                one.ToString().Contains(row.At.ToString(), StringComparison.Ordinal)
                    ? one
                    : one with
                    {
                        Message = $"{one.Message.TrimEnd('.')}{RowOf(row)}.",
                    }
            ),
        ]);

    private static string RowOf(Row? of) => of is { } row ? $" (row {row.At})" : "";

    private static FieldValue Converted(
        FieldDefinition field,
        object? wanted,
        SourceSpan at,
        AppliedChange? change = null
    )
    {
        var (value, problem) = FieldValues.Convert(field, wanted);
        return problem is null
            ? value!
            : throw new InvalidInputException(
                at,
                problem + ".",
                $"The field is `{field.Name}` ({field.Type}){(change is null ? "" : RowOf(change.Row))}."
            );
    }

    private FieldValue Edited(
        FieldDefinition field,
        FieldValue current,
        ListEdit edit,
        AppliedChange change,
        TemplateScope scope
    )
    {
        if (field.Type == "file")
        {
            var added = edit.Add!.Resolve(scope, cancellationToken);
            return UploadFiles.Wanted(field, current, added, true, change.Manifest.File, edit.Add.At);
        }

        var add = edit.Add is null
            ? FieldValue.Empty
            : Converted(field, Filled(field, edit.Add, "add", change, scope), edit.Add.At, change);
        var remove = edit.Remove is null
            ? []
            : Texts(field, Filled(field, edit.Remove, "remove", change, scope), edit.Remove.At);
        var replace = (
            edit.Replace?.Resolve(scope, cancellationToken) as IReadOnlyDictionary<string, object?>
            ?? new Dictionary<string, object?>()
        )
            .Select(pair => (pair.Key, Text(field, pair.Value, edit.Replace!.At)))
            .ToList();
        if (field.IsMultifield)
        {
            replace.ForEach(pair => Converted(field, pair.Item2, edit.Replace!.At, change));
            return MultifieldEditor.Edit(field.Name, current, add, remove, replace);
        }

        string Id(string text, SourceSpan at) => ((ListValue)Converted(field, text, at, change)).Items[0];
        var removed = remove.Select(text => Id(text, edit.Remove!.At)).ToList();
        var replaced = replace
            .Select(pair => (Old: Id(pair.Key, edit.Replace!.At), New: Id(pair.Item2, edit.Replace.At)))
            .ToList();
        return ListEditor.Edit(field, current, add, removed, replaced);
    }

    private object Filled(
        FieldDefinition field,
        ManifestValue value,
        string part,
        AppliedChange change,
        TemplateScope scope
    )
    {
        var resolved = value.Resolve(scope, cancellationToken);
        return FieldValues.IsBlank(resolved)
            ? throw new InvalidInputException(
                value.At,
                $"`{part}` of `{field.Name}` is empty{RowOf(change.Row)}.",
                "Give it a value, or leave these leads out with `when`."
            )
            : resolved!;
    }

    private static List<string> Texts(FieldDefinition field, object value, SourceSpan at) =>
        value is IReadOnlyList<object?> list
            ? [.. list.Select(item => Text(field, item, at))]
            : [Text(field, value, at)];

    private static string Text(FieldDefinition field, object? value, SourceSpan at) =>
        FieldValues.IsBlank(value) || value is IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>
            ? throw new InvalidInputException(
                at,
                $"`remove` and `replace` of `{field.Name}` want texts that are not empty.",
                "To take a value away, use `remove: [text]`; for its VALUE_TYPE, use `remove` and `add`."
            )
            : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;

    private void AddParameters(AppliedChange change, TemplateScope scope, SortedDictionary<string, string> parameters)
    {
        foreach (var (name, value) in change.Change.Params)
        {
            var text = value.Resolve(scope, cancellationToken)?.ToString() ?? "";
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
