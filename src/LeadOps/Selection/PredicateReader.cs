using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Selection;

/// <summary>
/// A condition of a manifest becomes a predicate for one row: its operand is evaluated and converted.
/// </summary>
internal static class PredicateReader
{
    public static Predicate Read(
        Condition condition,
        FieldDefinition field,
        TemplateScope scope,
        CancellationToken cancellationToken
    )
    {
        var operand = condition.Operand.Resolve(scope, cancellationToken);
        var items = operand as IReadOnlyList<object?> ?? [operand];
        if (items.Count == 0)
        {
            throw new InvalidInputException(
                condition.Operand.At,
                $"The list that `{field.Name}` is compared with is empty.",
                "Give it a value, or leave the change out."
            );
        }

        if (items.Any(item => item is IReadOnlyDictionary<string, object?> or IReadOnlyList<object?>))
        {
            throw Problem(condition, field, condition.Operand.Templates.FirstOrDefault()?.Text ?? "", "gives no value");
        }

        var isPlain =
            field.IsMultifield || condition.Operator == ConditionOperator.Empty || TextPattern.Has(condition.Operator);
        var texts = items.Select(item => isPlain ? Plain(item) : Typed(condition, field, item)).ToList();
        if (texts.Exists(string.IsNullOrWhiteSpace))
        {
            throw new InvalidInputException(
                condition.Operand.At,
                $"The condition on `{field.Name}` compares with an empty value.",
                "It would match by accident; for leads without a value write `{ empty: true }`."
            );
        }

        if (
            field.IsMultifield
            && !TextPattern.Has(condition.Operator)
            && condition.Operator != ConditionOperator.Empty
            && texts.Find(text => MultifieldInput.TextProblem(field.Name, text) is not null) is { } wrong
        )
        {
            throw Problem(condition, field, wrong, MultifieldInput.TextProblem(field.Name, wrong)!);
        }

        return ByTitle(condition, field, texts[0]) ?? new Predicate(field, condition.Operator, texts);
    }

    /// <summary>Parts of titles are looked for among the portal's titles; the portal then finds their ids.</summary>
    private static Predicate? ByTitle(Condition condition, FieldDefinition field, string text)
    {
        if (
            !TextPattern.Has(condition.Operator)
            || TextPattern.Choices(field, condition.Operator, text) is not { } found
        )
        {
            return null;
        }

        return found.Ids is { } ids
            ? new Predicate(field, ConditionOperator.In, ids)
            : throw Problem(condition, field, text, found.Problem!);
    }

    private static string Plain(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Typed(Condition condition, FieldDefinition field, object? value)
    {
        if (value is null or "")
        {
            return "";
        }

        var converted = field.Kind.Operand(value, field);
        return converted.Text ?? throw Problem(condition, field, Plain(value), converted.Problem!);
    }

    private static InvalidInputException Problem(
        Condition condition,
        FieldDefinition field,
        string text,
        string problem
    ) => new(condition.Operand.At, $"`{text}` {problem}", $"The condition is on `{field.Name}`.");
}
