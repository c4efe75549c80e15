using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>Reads `groupBy`, `groupSize` and `take` of a selector.</summary>
internal sealed class GroupingReader(NodeReader nodes, Func<YamlNode, string, Expectation?> readSize)
{
    public static readonly string[] Keys = ["groupBy", "groupSize", "take"];

    private static readonly Dictionary<string, GroupTake> Takes = new(StringComparer.Ordinal)
    {
        ["first"] = GroupTake.First,
        ["rest"] = GroupTake.Rest,
        ["all"] = GroupTake.All,
    };

    public Grouping? Read(Dictionary<string, (YamlScalar Key, YamlNode Value)> members)
    {
        if (!members.TryGetValue("groupBy", out var by))
        {
            foreach (var name in Keys.Where(members.ContainsKey))
            {
                nodes.Problems.Error(
                    members[name].Key.At,
                    $"`{name}` is about groups, and the selector has no `groupBy`.",
                    "Add `groupBy: [PHONE, EMAIL]`, or use `limit`."
                );
            }

            return null;
        }

        return By(by.Value) with
        {
            Size = members.TryGetValue("groupSize", out var size) ? readSize(size.Value, "groupSize") : null,
            Take = members.TryGetValue("take", out var take) ? Take(take.Value) : GroupTake.All,
        };
    }

    private Grouping By(YamlNode node)
    {
        switch (node)
        {
            case YamlSequence { Items.Count: > 0 } fields:
                return new Grouping(
                    node.At,
                    [.. fields.Items.Select(item => new FieldName(nodes.Text(item, "a field") ?? "", item.At))],
                    null
                );
            case YamlScalar { IsNull: false, Text.Length: > 0 } field when IsName(field.Text):
                return new Grouping(node.At, [new FieldName(field.Text, node.At)], null);
            case YamlScalar { IsNull: false, Text.Length: > 0 }:
                return new Grouping(node.At, [], nodes.Expression(node, "an expression"));
            default:
                nodes.Problems.Error(
                    node.At,
                    $"{NodeReader.Describe(node)} is not a value for `groupBy`.",
                    "Write a list of fields such as `[PHONE, EMAIL]`, or an expression in braces."
                );
                return new Grouping(node.At, [], null);
        }
    }

    private static bool IsName(string text) =>
        text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_');

    private GroupTake Take(YamlNode node)
    {
        if (node is YamlScalar { IsNull: false } scalar && Takes.TryGetValue(scalar.Text, out var take))
        {
            return take;
        }

        nodes.Problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} is not a value for `take`.",
            "Write `first`, `rest` or `all`."
        );
        return GroupTake.All;
    }
}
