using LeadOps.Fields.Rules;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>The fields under `set` and `unset`, of changes and of fixtures.</summary>
internal sealed class AssignmentReader(NodeReader nodes)
{
    private static readonly string[] EditKeys = ["add", "remove", "replace"];

    public List<FieldAssignment> Read(YamlNode node)
    {
        if (node is YamlMapping { Entries.Count: > 0 } mapping)
        {
            return [.. mapping.Entries.Select(entry => Assign(entry.Key, entry.Value))];
        }

        nodes.Problems.Error(
            node.At,
            $"{NodeReader.Describe(node)} stands where fields are expected.",
            "Write `FIELD: value` lines."
        );
        return [];
    }

    private FieldAssignment Assign(YamlScalar field, YamlNode value)
    {
        if (value is YamlScalar { IsAbsent: true })
        {
            nodes.Problems.Error(field.At, $"`{field.Text}` has no value.", "Write `null` to clear it on purpose.");
        }

        if (value is YamlMapping { IsBroken: true })
        {
            return Broken(field, value);
        }

        if (value is YamlMapping { Entries: [var (code, nothing)] } && nothing is YamlScalar { IsAbsent: true })
        {
            nodes.Problems.Error(
                value.At,
                $"YAML reads `{{ {code.Text} }}` as a mapping.",
                $"For code write `\"{{{{ {code.Text} }}}}\"`, with quotes and double braces."
            );
            return Broken(field, value);
        }

        if (value is not YamlMapping || IsUpload(value))
        {
            var plain = nodes.Value(value);
            return new FieldAssignment(plain is NullValue ? Cleared(field.Text) : field.Text, field.At, plain, null);
        }

        return new FieldAssignment(field.Text, field.At, null, Edit(field, value));
    }

    /// <summary>Its value cannot be read, which was reported.</summary>
    private static FieldAssignment Broken(YamlScalar field, YamlNode value) =>
        new(field.Text, field.At, new ScalarValue(value.At, null, null) { IsBroken = true }, null);

    private ListEdit Edit(YamlScalar field, YamlNode value)
    {
        if (value is YamlMapping { Entries.Count: 0 })
        {
            nodes.Problems.Error(
                value.At,
                $"`{field.Text}: {{}}` edits nothing.",
                "Write `{ add: […] }`, `remove` or `replace`, or `null` to clear it."
            );
        }

        var members = nodes.Members(value, $"the edit of `{field.Text}`", EditKeys);
        ManifestValue? Part(string name) =>
            members.TryGetValue(name, out var member) ? nodes.Value(member.Value) : null;
        if (members.TryGetValue("replace", out var replace) && replace.Value is not YamlMapping)
        {
            nodes.Problems.Error(replace.Value.At, "`replace` takes a mapping.", "Write `{ old text: new text }`.");
        }

        return new ListEdit(Part("add"), Part("remove"), Part("replace"));
    }

    /// <summary>`{ file: PATH }` is a value, not an edit.</summary>
    private static bool IsUpload(YamlNode value) =>
        value is YamlMapping { Entries: [var (name, _)] } && name.Text == "file";

    public FieldAssignment? Unset(YamlNode node) =>
        nodes.Text(node, "a field") is { } name
            ? new FieldAssignment(Cleared(name), node.At, new NullValue(node.At), null)
            : null;

    /// <summary>
    /// The main contact goes only with all the others; a plan of all shows them, and a rollback brings them back.
    /// </summary>
    private static string Cleared(string field) => field == ContactRule.Main ? ContactRule.All : field;
}
