using System.Text.Json.Nodes;
using LeadOps.Fields;
using LeadOps.Fields.Types;
using LeadOps.Manifests;

namespace LeadOps.Selection;

/// <summary>
/// The part of a selector that the portal can filter without returning too little. What it cannot (texts without case, unset
/// values, spellings of phones) is left out here and decided by <see cref="Matcher"/>.
/// </summary>
public static class PortalFilter
{
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
            case ConditionOperator.Equal or ConditionOperator.In when IsExact(predicate.Field) && predicate.Operands.Count <= 500:
                return predicate.Operands.Count == 1
                    ? ("=" + name, predicate.Operands[0])
                    : ("@" + name, new JsonArray([.. predicate.Operands.Select(operand => (JsonNode)operand)]));
            case ConditionOperator.Gt or ConditionOperator.Gte or ConditionOperator.Lt or ConditionOperator.Lte when IsOrdered(predicate):
                return (Comparisons[predicate.Operator] + name, predicate.Operands[0]);
            case ConditionOperator.Empty when predicate is { Field.Name: "PHONE" or "EMAIL" } && predicate.Operands[0] == "false":
                return ("=HAS_" + name, "Y");
            default:
                return null;
        }
    }

    /// <summary>The portal compares codes and ids exactly; texts may differ in case, so they are compared here.</summary>
    public static bool IsExact(FieldDefinition field) => !field.IsMultifield && field.Name != "CONTACT_IDS"
        && (field.Kind is ChoiceType or FlagType or IntegerType or LinkType || field.Name is "ORIGIN_ID" or "ORIGINATOR_ID");

    private static bool IsOrdered(Predicate predicate) => predicate.Field.Kind switch
    {
        // A lead without an amount counts as zero here but not on the portal.
        DecimalType => predicate.Operator is ConditionOperator.Gt or ConditionOperator.Gte && predicate.Field.Kind.Compare(predicate.Operands[0], "0") > 0,
        DateType or IntegerType or LinkType => true,
        _ => false,
    };
}
