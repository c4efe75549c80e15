using LeadOps.Diagnostics;
using LeadOps.Fields.Rules;
using LeadOps.Manifests.Yaml;
using LeadOps.Templates;

namespace LeadOps.Manifests;

/// <summary>Reads `select`.</summary>
internal sealed class SelectorReader(NodeReader nodes)
{
    private static readonly string[] Kinds = ["id", "origin", "where", "any", "filter", "all"];
    private static readonly string[] Keys = [.. Kinds, "when", .. GroupingReader.Keys, "orderBy", "limit", "expect"];

    private static readonly Dictionary<string, ConditionOperator> Operators = Enum.GetValues<ConditionOperator>()
        .Where(op => op != ConditionOperator.Equal)
        .ToDictionary(
            op => char.ToLowerInvariant(op.ToString()[0]) + op.ToString()[1..],
            op => op,
            StringComparer.Ordinal
        );

    private DiagnosticBag Problems => nodes.Problems;

    public Selector Read(YamlNode node)
    {
        var members = nodes.Members(node, "a selector", Keys);
        var kinds = Kinds.Where(members.ContainsKey).ToList();
        if (kinds.Count != 1)
        {
            Problems.Error(
                kinds.Count > 1 ? members[kinds[1]].Key.At : node.At,
                kinds.Count == 0
                    ? "The selector is empty; it would mean every lead."
                    : $"The selector has `{kinds[0]}` and `{kinds[1]}`; it takes one of them.",
                kinds.Count == 0
                    ? "Add `where:`, `id:`, `origin:`, `any:` or `filter:`; if every lead is meant, write `all: true`."
                    : "Keep one, or join conditions under one `where`."
            );
        }

        YamlNode? Get(string name) => members.TryGetValue(name, out var member) ? member.Value : null;
        foreach (var kind in kinds.Where(kind => Get(kind) is YamlSequence { Items.Count: 0 }))
        {
            Problems.Error(
                Get(kind)!.At,
                $"`{kind}` is empty and selects nothing.",
                "Give it a value, or leave the change out."
            );
        }

        return new Selector
        {
            At = node.At,
            Ids = Get("id") is { } ids ? nodes.Value(ids) : null,
            Origin = Get("origin") is { } origin ? Origin(origin) : null,
            AnyOf =
                Get("where") is { } where ? [Conditions(where)]
                : Get("any") is { } any ? [.. nodes.Items(any, "conditions").Select(Conditions)]
                : null,
            Filter = Get("filter") is { } filter ? Filter(filter) : null,
            All = Get("all") is { } all && All(all),
            When = Get("when") is { } when ? nodes.Expression(when, "an expression") : null,
            OrderBy = Get("orderBy") is { } order ? Order(order) : [],
            Limit = Get("limit") is { } limit ? nodes.Number(limit, "limit", 1) : null,
            Expect = Get("expect") is { } expect ? Expect(expect, "expect") : null,
            Groups = new GroupingReader(nodes, Expect).Read(members),
        };
    }

    private bool All(YamlNode node)
    {
        var all = nodes.Flag(node, "all");
        if (!all)
        {
            Problems.Error(node.At, "`all: false` selects nothing.", "Write `all: true`, or another selector.");
        }

        return all;
    }

    private (ManifestValue, ManifestValue)? Origin(YamlNode node)
    {
        var members = nodes.Members(node, "`origin`", [OriginRule.Originator, OriginRule.Origin]);
        if (members.Count == 2)
        {
            return (nodes.Value(members[OriginRule.Originator].Value), nodes.Value(members[OriginRule.Origin].Value));
        }

        Problems.Error(
            node.At,
            "`origin` wants both ORIGINATOR_ID and ORIGIN_ID.",
            "Add the missing one, or use `where`."
        );
        return null;
    }

    private MappingValue? Filter(YamlNode node)
    {
        if (nodes.Value(node) is MappingValue { Entries.Count: > 0 } mapping)
        {
            return mapping;
        }

        Problems.Error(
            node.At,
            "The filter is empty; it would mean every lead.",
            "Write the portal's filter, for instance `{ \"=STATUS_ID\": NEW }`."
        );
        return null;
    }

    private List<Condition> Conditions(YamlNode node)
    {
        if (node is not YamlMapping { Entries.Count: > 0 } mapping)
        {
            Problems.Error(
                node.At,
                "The conditions are empty; they would mean every lead.",
                "Write `FIELD: value` lines, or `all: true`."
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
                return [new Condition(field.Text, field.At, ConditionOperator.In, nodes.Value(value))];
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

    private Condition? WithOperator(YamlScalar field, YamlScalar name, YamlNode value)
    {
        if (!Operators.TryGetValue(name.Text, out var op))
        {
            var near = Suggestions.Nearest(name.Text, Operators.Keys);
            Problems.Error(
                name.At,
                $"Unknown operator `{name.Text}`.",
                near is null ? $"There are: {string.Join(", ", Operators.Keys)}." : $"Did you mean `{near}`?"
            );
            return null;
        }

        if (
            op is ConditionOperator.In or ConditionOperator.NotIn
            && value is not YamlSequence
            && !(value is YamlScalar scalar && scalar.Text.Contains("{{", StringComparison.Ordinal))
        )
        {
            Problems.Error(value.At, $"`{name.Text}` wants a list.", "Write `[A, B]`.");
        }
        else if (value is YamlSequence { Items.Count: 0 })
        {
            Problems.Error(value.At, $"The list of `{name.Text}` is empty.", "Write `[A, B]`.");
        }

        if (op == ConditionOperator.Empty)
        {
            nodes.Flag(value, "empty");
        }
        else if (
            op is not (ConditionOperator.In or ConditionOperator.NotIn)
            && value is not YamlScalar { IsNull: false }
        )
        {
            Problems.Error(
                value.At,
                $"`{name.Text}` wants one value.",
                "For a list use `in` or `notIn`; for no value use `empty`."
            );
        }

        return new Condition(field.Text, field.At, op, nodes.Value(value));
    }

    private List<(FieldName, bool)> Order(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            Problems.Error(
                node.At,
                $"{NodeReader.Describe(node)} is no value for `orderBy`.",
                "Write `{ DATE_CREATE: asc }`."
            );
            return [];
        }

        return
        [
            .. mapping.Entries.Select(entry =>
            {
                var direction = nodes.Text(entry.Value, "a direction");
                if (direction is not null and not "asc" and not "desc")
                {
                    Problems.Error(entry.Value.At, $"`{direction}` is no direction.", "Write `asc` or `desc`.");
                }

                return (new FieldName(entry.Key.Text, entry.Key.At), direction == "desc");
            }),
        ];
    }

    private Expectation? Expect(YamlNode node, string key)
    {
        if (node is YamlScalar)
        {
            var exact = nodes.Number(node, key);
            return exact is null ? null : new Expectation(node.At, exact, exact);
        }

        var members = nodes.Members(node, $"`{key}`", ["min", "max"]);
        var min = members.TryGetValue("min", out var low) ? nodes.Number(low.Value, "min") : null;
        var max = members.TryGetValue("max", out var high) ? nodes.Number(high.Value, "max") : null;
        if (min > max)
        {
            Problems.Error(node.At, $"`{key}` has min {min} above max {max}.", "Swap them.");
        }

        return new Expectation(node.At, min, max);
    }
}
