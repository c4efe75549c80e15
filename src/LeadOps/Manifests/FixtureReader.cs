using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>One item under `fixtures`.</summary>
internal sealed class FixtureReader(NodeReader nodes, DefinitionScope scope)
{
    private static readonly string[] Keys = ["name", "description", "count", "forEach", "key", "set", "prune"];

    public FixtureDefinition? Read(YamlNode node)
    {
        var members = nodes.Members(node, "a fixture", Keys);
        if (node is not YamlMapping)
        {
            return null;
        }

        var name = nodes.NameOf(node, members, "the fixture");
        var forEach = scope.RowsOf(members, nodes);
        var count = members.TryGetValue("count", out var counted) ? nodes.Number(counted.Value, "count") : null;
        if (members.ContainsKey("count") == members.ContainsKey("forEach"))
        {
            nodes.Problems.Error(
                node.At,
                $"The fixture `{name}` needs either `count` or `forEach`.",
                "Keep one of them."
            );
        }

        if (!members.TryGetValue("key", out var key))
        {
            nodes.Problems.Error(
                node.At,
                $"The fixture `{name}` has no `key`.",
                "Add `key: \"lead-{{ index }}\"`; it becomes ORIGIN_ID."
            );
            return null;
        }

        var fixture = new FixtureDefinition
        {
            Name = name,
            Description = nodes.Description(members),
            At = node.At,
            Count = count,
            ForEach = forEach,
            Key = nodes.Plain(key.Value, "the key of a fixture") ?? new NullValue(key.Value.At),
            Set = members.TryGetValue("set", out var set) ? new AssignmentReader(nodes).Read(set.Value) : [],
            Prune = members.TryGetValue("prune", out var prune) && nodes.Flag(prune.Value, "prune"),
        };
        CheckKey(fixture);
        SelectionNameCheck.CheckAbsent(ChangeTemplates.Of(fixture), "in fixtures", nodes.Problems);
        ScopeNames.Check(ChangeTemplates.Of(fixture), scope.Members(forEach, isFixture: true), nodes.Problems);
        return fixture;
    }

    private void CheckKey(FixtureDefinition fixture)
    {
        if (
            fixture.Key is ScalarValue { Template: null, IsBroken: false } constant
            && (fixture.Count ?? fixture.ForEach?.Rows.Count) > 1
        )
        {
            nodes.Problems.Error(
                constant.At,
                $"The key `{constant.Literal}` of `{fixture.Name}` comes twice.",
                "Let it contain `{{ index }}` or a unique column."
            );
        }
    }
}
