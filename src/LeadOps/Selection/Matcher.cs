using System.Text.RegularExpressions;
using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Fields.Multifields;
using LeadOps.Leads;
using LeadOps.Manifests;
using LeadOps.Scriban;

namespace LeadOps.Selection;

/// <summary>One comparison with its operand evaluated and converted by the field's type.</summary>
public sealed record Predicate(FieldDefinition Field, ConditionOperator Operator, IReadOnlyList<string> Operands)
{
    public bool Matches(FieldValue value) =>
        Operator switch
        {
            ConditionOperator.Empty => FieldValues.MeansNothing(Field, value) == (Operands[0] == "true"),
            ConditionOperator.Equal or ConditionOperator.In => Texts(value)
                .Any(text => Operands.Any(operand => Equal(text, operand))),
            ConditionOperator.Not or ConditionOperator.NotIn => !Texts(value)
                .Any(text => Operands.Any(operand => Equal(text, operand))),
            _ => Texts(value).Any(text => Compare(text, Operands[0])),
        };

    private bool Compare(string text, string operand) =>
        Operator switch
        {
            ConditionOperator.Gt => Field.Kind.Compare(text, operand) > 0,
            ConditionOperator.Gte => Field.Kind.Compare(text, operand) >= 0,
            ConditionOperator.Lt => Field.Kind.Compare(text, operand) < 0,
            ConditionOperator.Lte => Field.Kind.Compare(text, operand) <= 0,
            ConditionOperator.Contains => text.Contains(operand, StringComparison.OrdinalIgnoreCase),
            ConditionOperator.StartsWith => text.StartsWith(operand, StringComparison.OrdinalIgnoreCase),
            ConditionOperator.EndsWith => text.EndsWith(operand, StringComparison.OrdinalIgnoreCase),
            _ => Like.Matches(text, operand),
        };

    private bool Equal(string text, string operand) =>
        Field.IsMultifield
            ? MultifieldEditor.Key(Field.Name, text) == MultifieldEditor.Key(Field.Name, operand)
            : Field.Kind.Same(text, operand) || text.Equals(operand, StringComparison.OrdinalIgnoreCase);

    /// <summary>An amount that is not set counts as zero and a custom flag as off; anything else that is not set has no text.</summary>
    private IEnumerable<string> Texts(FieldValue value) =>
        value switch
        {
            TextValue text => [text.Text],
            ListValue list => list.Items,
            MultifieldValue items => items.Items.Select(item => item.Value),
            _ => Field.Kind.Zero is { } zero ? [zero] : [],
        };

    public static Predicate Resolve(
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

        var isPattern =
            condition.Operator
            is ConditionOperator.Contains
                or ConditionOperator.StartsWith
                or ConditionOperator.EndsWith
                or ConditionOperator.Like
                or ConditionOperator.Empty;
        var texts = items
            .Select(item => isPattern || field.IsMultifield ? PlainText(item) : Typed(condition, field, item))
            .ToList();
        if (texts.Exists(string.IsNullOrWhiteSpace))
        {
            throw new InvalidInputException(
                condition.Operand.At,
                $"The condition on `{field.Name}` compares with an empty value.",
                "It would match by accident; for leads without a value write `{ empty: true }`."
            );
        }

        return new Predicate(field, condition.Operator, texts);
    }

    private static string PlainText(object? value) =>
        value switch
        {
            null => "",
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Typed(Condition condition, FieldDefinition field, object? value)
    {
        if (value is null or "")
        {
            return "";
        }

        var converted = field.Kind.Convert(value, field);
        return converted.Text
            ?? throw new InvalidInputException(
                condition.Operand.At,
                $"`{PlainText(value)}` {converted.Problem}",
                $"The condition is on `{field.Name}`."
            );
    }
}

internal static class Like
{
    private const string AnyCharacter = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|.)";

    /// <summary>`%` stands for any text and `_` for one character, as in SQL.</summary>
    public static bool Matches(string text, string pattern) =>
        Regex.IsMatch(
            text,
            @"\A"
                + Regex
                    .Escape(pattern)
                    .Replace("_", AnyCharacter, StringComparison.Ordinal)
                    .Replace("%", ".*", StringComparison.Ordinal)
                + @"\z",
            RegexOptions.Singleline
                | RegexOptions.IgnoreCase
                | RegexOptions.CultureInvariant
                | RegexOptions.NonBacktracking
        );
}

/// <summary>Alternatives of predicates; no alternatives match every lead.</summary>
public sealed record Matcher(IReadOnlyList<IReadOnlyList<Predicate>>? AnyOf)
{
    /// <summary>What else must hold.</summary>
    public Func<LeadSnapshot, bool> Also { get; init; } = _ => true;

    public bool Matches(LeadSnapshot lead) =>
        (
            AnyOf is null
            || AnyOf.Any(predicates => predicates.All(predicate => predicate.Matches(lead[predicate.Field.Name])))
        ) && Also(lead);
}
