using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Rules;
using LeadOps.Manifests;

namespace LeadOps.Selection;

/// <summary>
/// The part of a selector that the portal can filter without returning too little. What it cannot (texts without
/// case, unset values, spellings of phones) is left out here and decided by <see cref="Matcher"/>.
/// </summary>
internal static class PortalFilter
{
    private const int MaxOperands = 500;

    private static readonly Dictionary<ConditionOperator, string> Comparisons = new()
    {
        [ConditionOperator.Gt] = ">",
        [ConditionOperator.Gte] = ">=",
        [ConditionOperator.Lt] = "<",
        [ConditionOperator.Lte] = "<=",
    };

    public static JsonObject Of(IEnumerable<Predicate> predicates)
    {
        var filter = new JsonObject();
        foreach (var (key, value) in predicates.SelectMany(Entries))
        {
            // Two conditions of one kind: the second is decided by the matcher alone.
            if (!filter.ContainsKey(key))
            {
                filter[key] = value;
            }
        }

        return filter;
    }

    private static IEnumerable<(string Key, JsonNode Value)> Entries(Predicate predicate) =>
        predicate.Operator switch
        {
            ConditionOperator.Equal or ConditionOperator.In => Equality(predicate),
            ConditionOperator.Empty
                when predicate is { Field.Name: "PHONE" or "EMAIL" } && predicate.Operands[0] == "false" =>
            [
                ("=HAS_" + predicate.Field.Name, "Y"),
            ],
            _ when Comparisons.TryGetValue(predicate.Operator, out var sign) && IsOrdered(predicate) =>
            [
                Comparison(predicate, sign),
            ],
            _ => [],
        };

    private static IEnumerable<(string, JsonNode)> Equality(Predicate predicate)
    {
        var (field, operands) = (predicate.Field, predicate.Operands);
        if (operands is [var only] && field.Kind.SpanOf(only) is { } span && !field.IsMultiple)
        {
            return [(">=" + field.Name, span.From), ("<" + field.Name, span.Until)];
        }

        return !IsExact(field) || operands.Count > MaxOperands || operands.Any(field.Kind.MeansNothing) ? []
            : operands is [var one] ? [("=" + field.Name, one)]
            : [("@" + field.Name, new JsonArray([.. operands.Select(operand => (JsonNode)operand)]))];
    }

    /// <summary>Behind a day begins with the day after it.</summary>
    private static (string, JsonNode) Comparison(Predicate predicate, string sign) =>
        predicate.Field.Kind.SpanOf(predicate.Operands[0]) is not { } span
            ? (sign + predicate.Field.Name, predicate.Operands[0])
            : predicate.Operator switch
            {
                ConditionOperator.Gt => (">=" + predicate.Field.Name, span.Until),
                ConditionOperator.Lte => ("<" + predicate.Field.Name, span.Until),
                _ => (sign + predicate.Field.Name, span.From),
            };

    /// <summary>
    /// The portal compares codes and ids exactly; texts may differ in case, so they are compared here.
    /// </summary>
    public static bool IsExact(FieldDefinition field) =>
        !field.IsMultifield
        && !field.IsApart
        && (field.Kind.IsCode || field.Name is OriginRule.Origin or OriginRule.Originator);

    /// <summary>A lead without an amount counts as zero here but not on the portal.</summary>
    private static bool IsOrdered(Predicate predicate) =>
        predicate.Field.Kind.IsOrdered
        || (
            predicate.Field.Kind.Zero is { } zero
            && predicate.Operator is ConditionOperator.Gt or ConditionOperator.Gte
            && predicate.Field.Kind.Compare(predicate.Operands[0], zero) > 0
        );
}
