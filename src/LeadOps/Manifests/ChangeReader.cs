using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>One item under `changes`.</summary>
internal sealed class ChangeReader(NodeReader nodes, DefinitionScope scope)
{
    private static readonly string[] Keys =
    [
        "name",
        "description",
        "forEach",
        "select",
        "set",
        .. CreateRuleReader.Keys,
        "unset",
        "mayClear",
        "assert",
        "params",
        "override",
    ];

    private const string UseWhen = "Compare fields of one lead with each other in `when`.";
    private const string UseRow = "Make the key of a new lead of its `row`.";

    private readonly AssignmentReader assignments = new(nodes);

    public ChangeDefinition? Read(YamlNode node)
    {
        var members = nodes.Members(node, "a change", Keys);
        if (node is not YamlMapping)
        {
            return null;
        }

        var name = nodes.NameOf(node, members, "the change");
        if (!members.TryGetValue("select", out var select))
        {
            nodes.Problems.Error(node.At, $"The change `{name}` has no `select`.", "Say which leads it changes.");
            return null;
        }

        var forEach = scope.RowsOf(members, nodes);
        var selector = new SelectorReader(nodes).Read(select.Value);
        var change = new ChangeDefinition
        {
            Name = name,
            Description = nodes.Description(members),
            At = node.At,
            ForEach = forEach,
            Select = selector,
            WhenMissing = new CreateRuleReader(nodes, assignments).Read(members, selector, forEach is not null),
            Set = Set(node, name, members),
            MayClear = members.TryGetValue("mayClear", out var may) ? Fields(may.Value) : [],
            Asserts = members.TryGetValue("assert", out var asserts)
                ? [.. nodes.Items(asserts.Value, "assertions").Select(Assert).OfType<Assertion>()]
                : [],
            Params = members.TryGetValue("params", out var given)
                ? Params(given.Value)
                : new Dictionary<string, ManifestValue>(),
            Override = members.TryGetValue("override", out var over) && nodes.Flag(over.Value, "override"),
        };
        CheckNames(change);
        return change;
    }

    private List<FieldAssignment> Set(
        YamlNode node,
        string name,
        Dictionary<string, (YamlScalar Key, YamlNode Value)> members
    )
    {
        var set = members.TryGetValue("set", out var assigned) ? assignments.Read(assigned.Value) : [];
        set.AddRange(
            members.TryGetValue("unset", out var cleared)
                ? nodes.Items(cleared.Value, "fields").Select(assignments.Unset).OfType<FieldAssignment>()
                : []
        );
        // What is wrong with a `set` that gives no field was told where it stands.
        if (set.Count == 0 && !members.ContainsKey("set") && !members.ContainsKey("setOnCreate"))
        {
            nodes.Problems.Error(node.At, $"The change `{name}` sets nothing.", "Add `set:` or `unset:`.");
        }

        foreach (var twice in set.GroupBy(assignment => assignment.Field).Where(group => group.Count() > 1))
        {
            nodes.Problems.Error(twice.Last().At, $"`{twice.Key}` is both set and unset.", "Keep one of them.");
        }

        return set;
    }

    private List<FieldName> Fields(YamlNode node) =>
        [.. nodes.Items(node, "fields").Select(item => new FieldName(nodes.Text(item, "a field") ?? "", item.At))];

    private void CheckNames(ChangeDefinition change)
    {
        ScopeNames.Check(ChangeTemplates.Of(change), scope.Members(change.ForEach, isFixture: false), nodes.Problems);
        SelectionNameCheck.CheckAbsent(ChangeTemplates.OfSelector(change.Select), "in `select`", nodes.Problems);
        ScopeNames.CheckWithoutLead(ChangeTemplates.OfSearch(change.Select), UseWhen, nodes.Problems);
        ScopeNames.CheckWithoutLead(change.WhenMissing?.Key?.Templates ?? [], UseRow, nodes.Problems);
        if (change.WhenMissing is not null)
        {
            SelectionNameCheck.CheckAbsent(
                ChangeTemplates.OfValues(change),
                "in a change with `whenMissing`",
                nodes.Problems,
                "A new lead is in no selection; use `index`, the number of the row."
            );
        }

        SelectionNameCheck.Check(ChangeTemplates.OfValues(change), change.Select.Groups is not null, nodes.Problems);
    }

    private Assertion? Assert(YamlNode node)
    {
        var members = nodes.Members(node, "an assertion", ["that", "message"]);
        if (!members.TryGetValue("that", out var that))
        {
            nodes.Problems.Error(
                node.At,
                "The assertion has no `that`.",
                "Write `- that: lead.STATUS_ID != \"JUNK\"`."
            );
            return null;
        }

        return nodes.Expression(that.Value, "an expression") is { } expression
            ? new Assertion(
                node.At,
                expression,
                members.TryGetValue("message", out var message) ? nodes.Plain(message.Value, "a message") : null
            )
            : null;
    }

    private Dictionary<string, ManifestValue> Params(YamlNode node)
    {
        var members = nodes.Members(node, "`params`", ["REGISTER_SONET_EVENT", "REGISTER_HISTORY_EVENT"]);
        var parameters = new Dictionary<string, ManifestValue>(StringComparer.Ordinal);
        foreach (var (name, (_, value)) in members)
        {
            if (nodes.Plain(value, "`Y` or `N`") is not { } given)
            {
                continue;
            }

            parameters[name] = given;
            if (given is ScalarValue { Template: null, Literal: not ("Y" or "N") } other)
            {
                nodes.Problems.Error(value.At, $"`{other.Literal}` is not a value for `{name}`.", "Write `Y` or `N`.");
            }
        }

        return parameters;
    }
}
