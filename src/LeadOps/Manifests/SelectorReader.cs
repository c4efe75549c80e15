using LeadOps.Diagnostics;
using LeadOps.Fields.Rules;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>Reads `select`.</summary>
internal sealed class SelectorReader(NodeReader nodes)
{
    private static readonly string[] Kinds = ["id", "origin", "where", "any", "filter", "all"];
    private static readonly string[] Keys = [.. Kinds, "when", .. GroupingReader.Keys, "orderBy", "limit", "expect"];

    private const string Alternatives =
        "`any` joins alternatives by OR: write `any: [{ STATUS_ID: NEW }, { SOURCE_ID: WEB }]`. "
        + "Conditions that hold together stand under `where`.";

    private readonly ConditionReader conditions = new(nodes);

    private DiagnosticBag Problems => nodes.Problems;

    public Selector Read(YamlNode node)
    {
        var members = nodes.Members(node, "a selector", Keys);
        CheckKinds(node, members);
        YamlNode? Get(string name) => members.TryGetValue(name, out var member) ? member.Value : null;
        return new Selector
        {
            At = node.At,
            Ids = Get("id") is { } ids ? nodes.PlainList(ids, "a lead id") : null,
            Origin = Get("origin") is { } origin ? Origin(origin) : null,
            AnyOf =
                Get("where") is { } where ? [conditions.Read(where)]
                : Get("any") is { } any ? [.. nodes.Items(any, "conditions", Alternatives).Select(conditions.Read)]
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

    private void CheckKinds(YamlNode node, Dictionary<string, (YamlScalar Key, YamlNode Value)> members)
    {
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

        foreach (var kind in kinds.Where(kind => members[kind].Value is YamlSequence { Items.Count: 0 }))
        {
            Problems.Error(
                members[kind].Value.At,
                $"`{kind}` is empty and selects nothing.",
                "Give it a value, or leave the change out."
            );
        }
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
            var originator = nodes.Plain(members[OriginRule.Originator].Value, OriginRule.Originator);
            var origin = nodes.Plain(members[OriginRule.Origin].Value, OriginRule.Origin);
            return originator is null || origin is null ? null : (originator, origin);
        }

        Problems.Error(
            node.At,
            "`origin` needs both ORIGINATOR_ID and ORIGIN_ID.",
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

    private List<(FieldName, bool)> Order(YamlNode node)
    {
        if (node is not YamlMapping mapping)
        {
            Problems.Error(
                node.At,
                $"{NodeReader.Describe(node)} is not a value for `orderBy`.",
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
                    Problems.Error(entry.Value.At, $"`{direction}` is not a direction.", "Write `asc` or `desc`.");
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
