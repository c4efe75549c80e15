using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Types;
using LeadOps.Portal.Leads;

namespace LeadOps.Manifests.Checks;

/// <summary>Checks manifests against a field catalogue: names, writability, literal values. Works offline with the standard fields.</summary>
public sealed class ManifestChecker(FieldCatalogue catalogue, DiagnosticBag problems, bool hasOr = true)
{
    public void Check(Manifest manifest)
    {
        foreach (var change in manifest.Changes)
        {
            Check(change);
        }

        foreach (var fixture in manifest.Fixtures)
        {
            CheckAssignments(fixture.Set, [], isFixture: true);
        }

        foreach (var expected in manifest.Tests.SelectMany(test => test.Leads).SelectMany(lead => lead.Fields ?? []))
        {
            Known(expected.Field, expected.At);
        }
    }

    private void Check(ChangeDefinition change)
    {
        foreach (var condition in change.Select.Conditions)
        {
            if (Known(condition.Field, condition.At) is { } field)
            {
                CheckCondition(condition, field);
            }
        }

        CheckFilter(change.Select.Filter);

        foreach (var (field, _) in change.Select.OrderBy)
        {
            Known(field.Name, field.At);
        }

        foreach (var name in change.Select.Groups?.Fields ?? [])
        {
            if (Known(name.Name, name.At) is { IsApart: true })
            {
                problems.Error(
                    name.At,
                    $"No list tells `{name.Name}`, so leads cannot be grouped by it.",
                    "Group by other fields, or write an expression that reads it."
                );
            }
        }

        change.MayClear.ToList().ForEach(field => Known(field.Name, field.At));
        CheckReads(change);
        CheckAssignments(change.Set, change.MayClear, isFixture: false);
    }

    /// <summary>The portal's own filter object; groups with `logic` exist in one API only.</summary>
    private void CheckFilter(MappingValue? filter)
    {
        foreach (var (key, at, value) in filter?.Entries ?? [])
        {
            if (key == "logic" || value is MappingValue)
            {
                CheckGroup(key, at, value);
            }
            else if (FilterKey.FieldOf(key) is { } name)
            {
                CheckFilterField(name, at);
            }
            else
            {
                problems.Error(
                    at,
                    $"`{key}` begins with no operator of the portal's filter.",
                    "There are: = != > >= < <= @ !@ % =% !% !=%."
                );
            }
        }
    }

    private void CheckFilterField(string name, SourceSpan at)
    {
        if (Known(name, at) is { IsApart: true })
        {
            problems.Error(
                at,
                $"The portal cannot filter by `{name}`; it would ignore the condition and find every lead.",
                name == "CONTACT_IDS" ? "Use `CONTACT_ID`." : "Use `when`."
            );
        }
    }

    private void CheckGroup(string key, SourceSpan at, ManifestValue value)
    {
        if (!hasOr)
        {
            problems.Error(
                at,
                $"`{key}`: crm.lead.list has no groups and no OR.",
                "Use `any`, or `api: crm.item` in leadops.yml."
            );
        }
        else if (value is MappingValue group)
        {
            CheckFilter(group);
        }
    }

    private void CheckReads(ChangeDefinition change)
    {
        var templates = change
            .Set.SelectMany(assignment => assignment.Templates)
            .Concat(change.Asserts.Select(assertion => assertion.That))
            .Concat(change.Asserts.SelectMany(assertion => assertion.Message?.Templates ?? []))
            .Concat(change.Select.When is { } when ? [when] : [])
            .Concat(change.Select.Groups?.Expression is { } expression ? [expression] : []);
        foreach (var read in templates.SelectMany(template => template.Reads).Where(read => read.Root == "lead"))
        {
            if (read.Member is null)
            {
                problems.Error(
                    read.At,
                    "`lead` is used as a whole; only single fields can be read.",
                    "Write `lead.FIELD`."
                );
            }
            else
            {
                Known(read.Member, read.At);
            }
        }
    }

    private FieldDefinition? Known(string name, SourceSpan at)
    {
        var field = catalogue.Find(name);
        if (field is not null || (catalogue.IsOffline && name.StartsWith("UF_", StringComparison.Ordinal)))
        {
            return field;
        }

        var near = catalogue.Suggest(name);
        problems.Error(
            at,
            $"Leads have no field `{name}`; the portal would ignore it silently.",
            near is null ? "`leadops fields` lists them." : $"Did you mean `{near}`?"
        );
        return null;
    }

    private void CheckCondition(Condition condition, FieldDefinition field)
    {
        if (field.IsApart)
        {
            problems.Error(
                condition.At,
                $"The portal cannot find leads by `{field.Name}`.",
                field.Name == "CONTACT_IDS" ? "Use `CONTACT_ID`." : "Use `when`."
            );
        }

        if (
            condition.Operator
            is ConditionOperator.Contains
                or ConditionOperator.StartsWith
                or ConditionOperator.EndsWith
                or ConditionOperator.Like
                or ConditionOperator.Empty
        )
        {
            return;
        }

        var literals = condition.Operand is SequenceValue list ? list.Items : [condition.Operand];
        foreach (
            var literal in literals.OfType<ScalarValue>().Where(value => value.Template is null && !field.IsMultifield)
        )
        {
            CheckLiteral(field, literal);
        }
    }

    private void CheckLiteral(FieldDefinition field, ScalarValue literal)
    {
        if (
            literal.Literal is not null and not ""
            && field.Kind is not FileType
            && field.Kind.Convert(literal.Literal, field).Problem is { } problem
        )
        {
            problems.Error(
                literal.At,
                $"`{literal.Literal}` {problem}",
                $"The field is `{field.Name}` ({field.Type})."
            );
        }
    }

    private void CheckAssignments(IReadOnlyList<FieldAssignment> set, IReadOnlyList<FieldName> mayClear, bool isFixture)
    {
        if (
            set.FirstOrDefault(assignment => assignment.Field == "CONTACT_ID") is { } main
            && set.Any(assignment => assignment.Field == "CONTACT_IDS")
        )
        {
            problems.Error(
                main.At,
                "`CONTACT_ID` and `CONTACT_IDS` are set together, but the first of `CONTACT_IDS` is the main contact.",
                "Leave out `CONTACT_ID`."
            );
        }

        foreach (var assignment in set)
        {
            if (Known(assignment.Field, assignment.At) is { } field)
            {
                CheckAssignment(assignment, field, isFixture, mayClear);
            }
        }
    }

    private void CheckAssignment(
        FieldAssignment assignment,
        FieldDefinition field,
        bool isFixture,
        IReadOnlyList<FieldName> mayClear
    )
    {
        if (field.IsReadOnly || field.Name is "LINK")
        {
            problems.Error(
                assignment.At,
                $"`{field.Name}` is read-only; the portal would ignore it silently.",
                ReadOnlyHint(field.Name)
            );
        }
        else if (isFixture && field.Name is "ORIGIN_ID" or "ORIGINATOR_ID" && isFixture)
        {
            problems.Error(assignment.At, $"`{field.Name}` belongs to the fixture's key.", "Set `key` instead.");
        }
        else if (assignment.Value is NullValue && !field.CanClear)
        {
            problems.Error(
                assignment.Value.At,
                $"`{field.Name}` has no empty state and cannot be cleared.",
                "Set a value."
            );
        }
        else if (assignment.Edit is not null && field.Type == "crm_productrow")
        {
            problems.Error(assignment.At, "`PRODUCT_ROWS` can only be set as a whole.", "Write the list of all rows.");
        }
        else if (assignment.Edit is not null && !field.IsList)
        {
            problems.Error(
                assignment.At,
                $"`{field.Name}` holds one value; `add`, `remove` and `replace` are for multiple fields.",
                "Write the value itself."
            );
        }
        else if (field.Kind is ForeignType)
        {
            problems.Error(
                assignment.At,
                $"`{field.Name}` has the type `{field.Type}` of an application; LeadOps leaves such fields untouched.",
                "Leave it out."
            );
        }
        else if (field.Type == "file" && assignment.Value is not NullValue)
        {
            problems.Error(assignment.At, $"`{field.Name}` is a file; files can only be cleared.", "Use `unset`.");
        }
        else if (assignment.Value is ScalarValue { Template: null, IsBroken: false } literal)
        {
            CheckScalar(assignment, field, literal, mayClear);
        }
        else if (assignment.Value is SequenceValue && !field.IsList)
        {
            problems.Error(
                assignment.Value.At,
                $"`{field.Name}` holds one value, not a list.",
                "Write a single value."
            );
        }
        else
        {
            CheckItems(field, assignment.Value);
            CheckItems(field, assignment.Edit?.Add);
        }
    }

    /// <summary>The items of a list that are written out; those with templates are known only lead by lead.</summary>
    private void CheckItems(FieldDefinition field, ManifestValue? value)
    {
        foreach (
            var item in value is SequenceValue list ? list.Items
            : value is null ? []
            : [value]
        )
        {
            CheckMembers(field, item as MappingValue);
            var text =
                field.IsMultifield && item is MappingValue entry
                    ? entry.Entries.FirstOrDefault(member => member.Key == "VALUE").Value
                    : item;
            if (
                text is ScalarValue { Template: null, Literal: not (null or "") } literal
                && FieldValues.Convert(field, literal.Literal).Problem is { } problem
            )
            {
                problems.Error(literal.At, problem, $"The field is `{field.Name}` ({field.Type}).");
            }
        }
    }

    private void CheckMembers(FieldDefinition field, MappingValue? entry)
    {
        foreach (var (name, at, value) in entry?.Entries ?? [])
        {
            if (FieldValues.MemberProblem(field, name, (value as ScalarValue)?.Literal?.ToString()) is { } problem)
            {
                problems.Error(at, problem, $"The field is `{field.Name}` ({field.Type}).");
            }
        }
    }

    private void CheckScalar(
        FieldAssignment assignment,
        FieldDefinition field,
        ScalarValue literal,
        IReadOnlyList<FieldName> mayClear
    )
    {
        if (literal.Literal is null or "" && mayClear.All(name => name.Name != field.Name))
        {
            problems.Error(
                literal.At,
                $"`{assignment.Field}` gets an empty text, which would wipe it.",
                "Write `null` to clear it on purpose."
            );
        }
        else if (!field.IsMultifield)
        {
            CheckLiteral(field, literal);
        }
    }

    private static string ReadOnlyHint(string name) =>
        name switch
        {
            "STATUS_SEMANTIC_ID" => "Set `STATUS_ID`; the semantics follow.",
            "HAS_PHONE" => "Set `PHONE`.",
            "HAS_EMAIL" => "Set `EMAIL`.",
            FieldDefinition.Place => "Set the texts of the address; the place on the map follows them.",
            _ => "Leave it out.",
        };
}
