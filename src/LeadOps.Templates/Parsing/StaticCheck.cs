using LeadOps.Templates.Builtins;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>
/// What is wrong with a manifest's template whatever the lead: functions that do not exist, or not in manifests.
/// </summary>
internal sealed class StaticCheck(HashSet<string> own) : ScriptVisitor
{
    private readonly List<ScriptRuntimeException> found = [];

    public static IReadOnlyList<ScriptRuntimeException> Of(ScriptNode? root)
    {
        if (root is null)
        {
            return [];
        }

        var check = new StaticCheck(OwnNames.Of(root));
        check.Visit(root);
        return check.found;
    }

    public override void Visit(ScriptTableRowStatement node) =>
        Add(node, "`tablerow` makes HTML tables; write `for` instead.");

    public override void Visit(ScriptVariableGlobal node)
    {
        if (!own.Contains(node.Name) && Unavailable.Reason(node.Name) is { } reason)
        {
            Add(node, reason);
        }
    }

    public override void Visit(ScriptMemberExpression node)
    {
        var (group, name) = Builtin(node);
        if (group is null)
        {
            base.Visit(node);
            return;
        }

        if (Unavailable.Reason(name) is { } reason)
        {
            Add(node, reason);
        }
        else if (!group.Contains(node.Member!.Name))
        {
            var near = Suggestions.Nearest(node.Member.Name, group.GetMembers());
            Add(node.Member, $"The function `{name}` was not found." + Suggestions.Hint(near));
        }
    }

    public override void Visit(ScriptBinaryExpression node)
    {
        base.Visit(node);
        if (
            node is { Left: ScriptMemberExpression left, Right: ScriptLiteral right }
            && Sign(node.Operator) is { } sign
            && Builtin(left) is (not null, var name)
            && WantsMore(left, IsPiped(node) ? 1 : 0)
        )
        {
            Add(
                right,
                $"`{name} {sign}{right.Value}` calculates with `{name}` itself. "
                    + $"Write the number as `({sign}{right.Value})`."
            );
        }
    }

    public override void Visit(ScriptFunctionCall node)
    {
        base.Visit(node);
        if (
            node is { Target: ScriptMemberExpression target, OpenParent: null }
            && Builtin(target) is (not null, var name)
            && node.Arguments is [.., ScriptBinaryExpression { Right: ScriptLiteral right } last]
            && Sign(last.Operator) is { } sign
            && WantsMore(target, node.Arguments.Count + (IsPiped(node) ? 1 : 0))
        )
        {
            Add(
                right,
                $"`{name}` needs one more argument: here `{sign}{right.Value}` belongs to the one before. "
                    + $"Write the number as `({sign}{right.Value})`."
            );
        }
    }

    public override void Visit(ScriptAssignExpression node)
    {
        if (node.Target is ScriptMemberExpression target && Builtin(target) is (not null, var name))
        {
            Add(target, $"`{name}` cannot be set: Scriban's own functions are read-only.");
        }
        else
        {
            Visit(node.Target);
        }

        Visit(node.Value);
    }

    public override void Visit(ScriptNamedArgument node) => Visit(node.Value);

    protected override void DefaultVisit(ScriptNode? node)
    {
        foreach (var child in node?.Children ?? [])
        {
            Visit(child);
        }
    }

    /// <summary>The group of a builtin such as `string.upcase`, and its full name.</summary>
    private (ScriptObject? Group, string Name) Builtin(ScriptMemberExpression node) =>
        node is { Target: ScriptVariableGlobal root, Member: { } member }
        && !own.Contains(root.Name)
        && StrictBuiltins.Shared[root.Name] is ScriptObject group
            ? (group, $"{root.Name}.{member.Name}")
            : (null, "");

    private static bool IsPiped(ScriptNode node) => node.Parent is ScriptPipeCall pipe && pipe.To == node;

    private static string? Sign(ScriptBinaryOperator op) =>
        op switch
        {
            ScriptBinaryOperator.Subtract => "-",
            ScriptBinaryOperator.Add => "+",
            _ => null,
        };

    private bool WantsMore(ScriptMemberExpression node, int given) =>
        Builtin(node).Group?[node.Member!.Name] is IScriptCustomFunction function
        && given < function.RequiredParameterCount;

    private void Add(ScriptNode? node, string message) =>
        found.Add(new ScriptRuntimeException(node?.Span ?? default, message));
}
