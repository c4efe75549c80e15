using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>Reads `whenMissing`, `key` and `setOnCreate` of a change.</summary>
internal sealed class CreateRuleReader(NodeReader nodes, AssignmentReader assignments)
{
    public static readonly string[] Keys = ["whenMissing", "key", "setOnCreate"];

    public CreateRule? Read(Dictionary<string, (YamlScalar Key, YamlNode Value)> members, Selector select, bool hasRows)
    {
        if (!members.TryGetValue("whenMissing", out var missing))
        {
            foreach (var name in Keys.Where(members.ContainsKey))
            {
                nodes.Problems.Error(
                    members[name].Key.At,
                    $"`{name}` is about new leads, and the change has no `whenMissing`.",
                    "Add `whenMissing: create`."
                );
            }

            return null;
        }

        if (missing.Value is not YamlScalar { Text: "create" })
        {
            nodes.Problems.Error(
                missing.Value.At,
                $"{NodeReader.Describe(missing.Value)} is not a value for `whenMissing`.",
                "Write `create`, or leave it out."
            );
        }

        if (select.Groups is { } groups)
        {
            nodes.Problems.Error(
                groups.At,
                "`groupBy` and `whenMissing` do not go together: a new lead is in no group.",
                "Write two changes."
            );
        }

        CheckIdentity(missing.Key, members, select, hasRows);
        return new CreateRule(
            missing.Key.At,
            members.TryGetValue("key", out var key) ? nodes.Plain(key.Value, "the key of a new lead") : null,
            members.TryGetValue("setOnCreate", out var set) ? assignments.Read(set.Value) : []
        );
    }

    private void CheckIdentity(
        YamlScalar at,
        Dictionary<string, (YamlScalar Key, YamlNode Value)> members,
        Selector select,
        bool hasRows
    )
    {
        var hasKey = members.TryGetValue("key", out var key);
        if (select.Origin is not null && hasKey)
        {
            nodes.Problems.Error(
                key.Key.At,
                "The selector already names the origin of a new lead.",
                "Leave out `key`, or select by other fields."
            );
        }
        else if (select.Origin is null && !hasKey)
        {
            nodes.Problems.Error(
                at.At,
                "A new lead needs an origin, so that it is never made twice.",
                "Select by `origin: { ORIGINATOR_ID: …, ORIGIN_ID: … }`, or add `key: \"{{ row.id }}\"`."
            );
        }
        else if (select.Origin is null && (!hasRows || select.All || select.Filter is not null))
        {
            nodes.Problems.Error(
                at.At,
                "`whenMissing` with `key` is for rows whose selector looks for the lead of one row.",
                "Use `forEach` with `where`, `any` or `id`, or select by `origin`."
            );
        }
    }
}
