using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Manifests;

namespace LeadOps.Selection;

/// <summary>
/// The part of a selector that the portal can filter without returning too little. What it cannot (texts without case, unset
/// values, spellings of phones) is left out here and decided by <see cref="Matcher"/>.
/// </summary>
public static class PortalFilter
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
        foreach (var predicate in predicates)
        {
            if (Entry(predicate) is { } entry && !filter.ContainsKey(entry.Key))
            {
                filter[entry.Key] = entry.Value;
            }
        }

        return filter;
    }

    private static (string Key, JsonNode Value)? Entry(Predicate predicate)
    {
        var name = predicate.Field.Name;
        switch (predicate.Operator)
        {
            case ConditionOperator.Equal
            or ConditionOperator.In
                when IsExact(predicate.Field)
                    && predicate.Operands.Count <= MaxOperands
                    && !predicate.Operands.Any(predicate.Field.Kind.MeansNothing):
                return predicate.Operands.Count == 1
                    ? ("=" + name, predicate.Operands[0])
                    : ("@" + name, new JsonArray([.. predicate.Operands.Select(operand => (JsonNode)operand)]));
            case ConditionOperator.Gt
            or ConditionOperator.Gte
            or ConditionOperator.Lt
            or ConditionOperator.Lte when IsOrdered(predicate):
                return (Comparisons[predicate.Operator] + name, predicate.Operands[0]);
            case ConditionOperator.Empty
                when predicate is { Field.Name: "PHONE" or "EMAIL" } && predicate.Operands[0] == "false":
                return ("=HAS_" + name, "Y");
            default:
                return null;
        }
    }

    /// <summary>The portal compares codes and ids exactly; texts may differ in case, so they are compared here.</summary>
    public static bool IsExact(FieldDefinition field) =>
        !field.IsMultifield && !field.IsApart && (field.Kind.IsCode || field.Name is "ORIGIN_ID" or "ORIGINATOR_ID");

    /// <summary>A lead without an amount counts as zero here but not on the portal.</summary>
    private static bool IsOrdered(Predicate predicate) =>
        predicate.Field.Kind.IsOrdered
        || (
            predicate.Field.Kind.Zero is { } zero
            && predicate.Operator is ConditionOperator.Gt or ConditionOperator.Gte
            && predicate.Field.Kind.Compare(predicate.Operands[0], zero) > 0
        );
}
