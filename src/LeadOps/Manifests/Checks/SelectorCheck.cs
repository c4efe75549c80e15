using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Fields.Rules;
using LeadOps.Fields.Types;

namespace LeadOps.Manifests.Checks;

/// <summary>What a selector names and compares with.</summary>
internal sealed class SelectorCheck(FieldCatalogue catalogue, DiagnosticBag problems, bool hasOr)
{
    private readonly KnownFields fields = new(catalogue, problems);

    public void Check(Selector selector)
    {
        CheckIds(selector.Ids);
        foreach (var condition in selector.Conditions)
        {
            if (fields.Known(condition.Field, condition.At) is { } field)
            {
                CheckCondition(condition, field);
            }
        }

        new FilterCheck(catalogue, problems, hasOr).Check(selector.Filter);
        foreach (var (field, _) in selector.OrderBy)
        {
            fields.Known(field.Name, field.At);
        }

        CheckGroups(selector.Groups);
    }

    private void CheckGroups(Grouping? groups)
    {
        foreach (var name in groups?.Fields ?? [])
        {
            if (fields.Known(name.Name, name.At) is { IsApart: true })
            {
                problems.Error(
                    name.At,
                    $"The portal's lists do not return `{name.Name}`, so leads cannot be grouped by it.",
                    "Group by other fields, or write an expression that reads it."
                );
            }
        }
    }

    private void CheckIds(ManifestValue? ids)
    {
        foreach (var literal in ids is null ? [] : KnownFields.Literals(ids))
        {
            var id = catalogue.Find("ID")!;
            var text = literal.Literal is { } value ? id.Kind.Convert(value, id).Text : null;
            if (text is null || id.Kind.Compare(text, "1") < 0)
            {
                problems.Error(
                    literal.At,
                    $"`{literal.Literal}` is not a lead id.",
                    "Lead ids are whole numbers from 1."
                );
            }
        }
    }

    private void CheckCondition(Condition condition, FieldDefinition field)
    {
        if (field.IsApart)
        {
            problems.Error(
                condition.At,
                $"The portal cannot find leads by `{field.Name}`.",
                field.Name == ContactRule.All ? "Use `CONTACT_ID`." : "Use `when`."
            );
        }

        if (condition.Operator == ConditionOperator.Empty)
        {
            return;
        }

        foreach (var literal in KnownFields.Literals(condition.Operand))
        {
            CheckOperand(condition, field, literal);
        }
    }

    private void CheckOperand(Condition condition, FieldDefinition field, ScalarValue literal)
    {
        if (string.IsNullOrWhiteSpace(literal.Literal?.ToString()))
        {
            problems.Error(
                literal.At,
                $"The condition on `{field.Name}` compares with an empty value.",
                "It would match by accident; for leads without a value write `{ empty: true }`."
            );
            return;
        }

        var problem =
            TextPattern.Has(condition.Operator)
                ? TextPattern.Choices(field, condition.Operator, literal.Literal.ToString()!)?.Problem
            : field.IsMultifield ? MultifieldInput.TextProblem(field.Name, literal.Literal.ToString()!)
            : field.Kind is FileType ? null
            : field.Kind.Operand(literal.Literal, field).Problem;
        if (problem is not null && !(catalogue.IsOffline && TextPattern.Has(condition.Operator)))
        {
            problems.Error(
                literal.At,
                $"`{literal.Literal}` {problem}",
                $"The field is `{field.Name}` ({field.Type})."
            );
        }
    }
}
