using LeadOps.Diagnostics;
using LeadOps.Fields.Types;
using LeadOps.Manifests.Yaml;
using LeadOps.Templates;

namespace LeadOps.Manifests;

/// <summary>Reads `where` and the alternatives of `any`.</summary>
internal sealed class ConditionReader(NodeReader nodes)
{
    private static readonly Dictionary<string, ConditionOperator> Operators = Enum.GetValues<ConditionOperator>()
        .Where(op => op != ConditionOperator.Equal)
        .ToDictionary(Spelled.AsCode, op => op, StringComparer.Ordinal);

    /// <summary>Words of other languages.</summary>
    private static readonly Dictionary<string, string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ne"] = "not",
        ["nin"] = "notIn",
        ["from"] = "gte",
        ["to"] = "lte",
        ["before"] = "lt",
        ["after"] = "gt",
    };

    private static readonly HashSet<string> Same = ["=", "==", "eq", "equal", "equals", "is"];

    public List<Condition> Read(YamlNode node)
    {
        if (node is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            var isEmpty = node is YamlMapping or YamlScalar { IsNull: true };
            Problems.Error(
                node.At,
                isEmpty
                    ? "The conditions are empty; they would mean every lead."
                    : $"{NodeReader.Describe(node)} stands where conditions are expected.",
                $"Write `FIELD: value` lines{(isEmpty ? ", or `all: true`" : "")}."
            );
            return [];
        }

        return [.. mapping.Entries.SelectMany(entry => OfField(entry.Key, entry.Value))];
    }

    private IEnumerable<Condition> OfField(YamlScalar field, YamlNode value)
    {
        switch (value)
        {
            case YamlMapping { Entries.Count: 0 } or YamlSequence { Items.Count: 0 }:
                Problems.Error(
                    value.At,
                    $"The condition on `{field.Text}` is empty.",
                    "Give a value, a list of values or operators such as `{ gte: 0 }`."
                );
                return [];
            case YamlMapping operators:
                return operators
                    .Entries.Select(entry => WithOperator(field, entry.Key, entry.Value))
                    .OfType<Condition>()
                    .ToList();
            case YamlSequence:
                return nodes.PlainList(value, "a value") is { } listed
                    ? [new Condition(field.Text, field.At, ConditionOperator.In, listed)]
                    : [];
            case YamlScalar { IsNull: true }:
                Problems.Error(
                    value.At,
                    $"The condition on `{field.Text}` has no value.",
                    "For leads without a value write `{ empty: true }`."
                );
                return [];
            default:
                return [new Condition(field.Text, field.At, ConditionOperator.Equal, nodes.Value(value))];
        }
    }

    private DiagnosticBag Problems => nodes.Problems;

    private Condition? WithOperator(YamlScalar field, YamlScalar name, YamlNode value)
    {
        if (!Operators.TryGetValue(name.Text, out var op))
        {
            var near =
                Comparison.Word(name.Text)
                ?? Words.GetValueOrDefault(name.Text)
                ?? Suggestions.Nearest(name.Text, Operators.Keys);
            Problems.Error(
                name.At,
                $"Unknown operator `{name.Text}`.",
                Same.Contains(name.Text) ? $"Write the value itself: `{field.Text}: value`."
                    : near is null ? $"There are: {string.Join(", ", Operators.Keys)}."
                    : $"Did you mean `{near}`?"
            );
            return null;
        }

        CheckValue(name, op, value);
        var operand = value is YamlSequence ? nodes.PlainList(value, "a value") : nodes.Value(value);
        return operand is null ? null : new Condition(field.Text, field.At, op, operand);
    }

    private void CheckValue(YamlScalar name, ConditionOperator op, YamlNode value)
    {
        switch (op, value)
        {
            case (ConditionOperator.In or ConditionOperator.NotIn, YamlSequence { Items.Count: 0 }):
                Problems.Error(value.At, $"The list of `{name.Text}` is empty.", "Write `[A, B]`.");
                break;
            case (ConditionOperator.In or ConditionOperator.NotIn, _):
                if (value is not YamlSequence && !IsTemplate(value))
                {
                    Problems.Error(value.At, $"`{name.Text}` takes a list.", "Write `[A, B]`.");
                }

                break;
            case (ConditionOperator.Empty, _):
                nodes.Flag(value, "empty");
                break;
            case (_, not YamlScalar { IsNull: false }):
                Problems.Error(
                    value.At,
                    $"`{name.Text}` takes one value.",
                    "For a list use `in` or `notIn`; for no value use `empty`."
                );
                break;
        }
    }

    private static bool IsTemplate(YamlNode value) =>
        value is YamlScalar scalar && scalar.Text.Contains("{{", StringComparison.Ordinal);
}
