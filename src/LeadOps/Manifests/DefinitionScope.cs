using LeadOps.Manifests.Yaml;
using LeadOps.Templates;

namespace LeadOps.Manifests;

/// <summary>What the changes and fixtures of one manifest may name.</summary>
internal sealed record DefinitionScope(
    IReadOnlyCollection<string> Vars,
    IReadOnlyList<string> Env,
    IReadOnlyDictionary<string, RowSet> Rows
)
{
    /// <summary>The rows that `forEach` names; null when there is no `forEach`.</summary>
    public RowSet? RowsOf(Dictionary<string, (YamlScalar Key, YamlNode Value)> members, NodeReader nodes)
    {
        if (
            !members.TryGetValue("forEach", out var member)
            || nodes.Text(member.Value, "the name of rows") is not { } name
        )
        {
            return null;
        }

        if (Rows.TryGetValue(name, out var found))
        {
            return found;
        }

        var near = Suggestions.Nearest(name, Rows.Keys);
        nodes.Problems.Error(
            member.Value.At,
            $"There are no rows `{name}`.",
            near is not null ? $"Did you mean `{near}`?" : "Add them under `rows:`."
        );
        return new RowSet(name, member.Value.At, []);
    }

    public KnownMembers Members(RowSet? rows, bool isFixture) => new(Vars, rows?.Columns, Env, isFixture);
}
