using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;

namespace LeadOps.Manifests.Checks;

/// <summary>Fields under `set`: whether they may be written so, and values that are written out.</summary>
internal sealed class AssignmentCheck(FieldCatalogue catalogue, DiagnosticBag problems)
{
    private readonly KnownFields fields = new(catalogue, problems);

    public void Check(IReadOnlyList<FieldAssignment> set, IReadOnlyList<FieldName> mayClear, bool isFixture)
    {
        if (
            set.FirstOrDefault(assignment => assignment.Field == ContactRule.Main) is { } main
            && set.Any(assignment => assignment.Field == ContactRule.All)
        )
        {
            problems.Error(
                main.At,
                $"`{main.Field}` and `{ContactRule.All}` are set together, "
                    + $"but the first of `{ContactRule.All}` is the main contact.",
                $"Leave out `{main.Field}`."
            );
        }

        foreach (var assignment in set)
        {
            if (fields.Known(assignment.Field, assignment.At) is not { } field)
            {
                continue;
            }

            if (AssignmentRule.Broken(assignment, field, isFixture) is { } problem)
            {
                problems.Add(problem);
            }
            else
            {
                CheckValues(assignment, field, mayClear.Any(name => name.Name == field.Name));
            }
        }
    }

    /// <summary>What is written out; templates are known only lead by lead.</summary>
    private void CheckValues(FieldAssignment assignment, FieldDefinition field, bool mayClear)
    {
        if (assignment.Value is ScalarValue { Template: null, IsBroken: false } literal)
        {
            CheckScalar(field, literal, mayClear);
            return;
        }

        if (field.Kind is FileType)
        {
            return;
        }

        CheckItems(field, assignment.Value);
        CheckItems(field, assignment.Edit?.Add);
        CheckRemoved(field, assignment.Edit?.Remove);
    }

    private void CheckRemoved(FieldDefinition field, ManifestValue? removed)
    {
        var items = removed is SequenceValue list ? list.Items : [];
        foreach (
            var item in items.Where(item =>
                item is not ScalarValue scalar || (scalar.Template is null && FieldValues.IsBlank(scalar.Literal))
            )
        )
        {
            var (message, remedy) = FieldValues.EditProblem(field);
            problems.Error(item.At, message, remedy);
        }
    }

    private void CheckScalar(FieldDefinition field, ScalarValue literal, bool mayClear)
    {
        if (literal.Literal is not (null or ""))
        {
            CheckLiteral(field, literal);
        }
        else if (!mayClear)
        {
            problems.Error(
                literal.At,
                $"`{field.Name}` gets an empty text, which would wipe it.",
                "Write `null` to clear it on purpose."
            );
        }
    }

    private void CheckLiteral(FieldDefinition field, ScalarValue literal)
    {
        if (field.Kind is not FileType && FieldValues.Convert(field, literal.Literal).Problem is { } problem)
        {
            problems.Error(literal.At, problem, $"The field is `{field.Name}` ({field.Type}).");
        }
    }

    private void CheckItems(FieldDefinition field, ManifestValue? value)
    {
        foreach (
            var item in value is SequenceValue list ? list.Items
            : value is null ? []
            : [value]
        )
        {
            CheckMembers(field, item as MappingValue);
            if (item is SequenceValue)
            {
                problems.Error(
                    item.At,
                    $"`{field.Name}` takes no list within the list.",
                    "Write its values one by one."
                );
            }

            var text =
                field.IsMultifield && item is MappingValue entry
                    ? entry.Entries.FirstOrDefault(member => member.Key == "VALUE").Value
                    : item;
            if (text is ScalarValue { Template: null, Literal: not (null or "") } literal)
            {
                CheckLiteral(field, literal);
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
            else if (value is SequenceValue or MappingValue)
            {
                problems.Error(value.At, $"`{name}` of `{field.Name}` holds one value.", "Write a text or a number.");
            }
        }
    }
}
