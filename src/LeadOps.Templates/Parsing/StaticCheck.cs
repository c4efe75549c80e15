using LeadOps.Templates.Builtins;
using LeadOps.Templates.Strict;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>
/// What is wrong with a manifest's template whatever the lead: functions that do not exist, or not in manifests.
/// </summary>
internal sealed class StaticCheck(HashSet<string> own)
{
    public static IReadOnlyList<ScriptRuntimeException> Of(ScriptNode? root)
    {
        var check = new StaticCheck(SyntaxTree.OwnNames(root));
        return
        [
            .. from node in SyntaxTree.Nodes(root)
            let found = check.Problem(node)
            where found.Message is not null
            select new ScriptRuntimeException((found.At ?? node).Span, found.Message!),
        ];
    }

    private (ScriptNode? At, string? Message) Problem(ScriptNode node) =>
        node switch
        {
            ScriptTableRowStatement => (node, "`tablerow` makes HTML tables; write `for` instead."),
            ScriptVariableGlobal { Parent: not (ScriptMemberExpression or ScriptNamedArgument) } name
                when !own.Contains(name.Name) => (name, Unavailable.Reason(name.Name)),
            ScriptMemberExpression member => OfMember(member),
            ScriptBinaryExpression { Left: ScriptMemberExpression left, Right: ScriptLiteral right } sum
                when Sign(sum) is { } sign && WantsMore(left, 0) => (
                right,
                $"`{Name(left)} {sign}{right.Value}` calculates with `{Name(left)}` itself. "
                    + $"Write the number as `({sign}{right.Value})`."
            ),
            ScriptFunctionCall { Target: ScriptMemberExpression called, OpenParent: null } call
                when call.Arguments is [.., ScriptBinaryExpression { Right: ScriptLiteral right } last]
                    && Sign(last) is { } sign
                    && WantsMore(called, call.Arguments.Count) => (
                right,
                $"`{Name(called)}` needs one more argument: here `{sign}{right.Value}` belongs to the one "
                    + $"before. Write the number as `({sign}{right.Value})`."
            ),
            _ => default,
        };

    private (ScriptNode?, string?) OfMember(ScriptMemberExpression node)
    {
        if (Group(node) is not { } group)
        {
            return default;
        }

        if (node.Parent is ScriptAssignExpression assign && ReferenceEquals(assign.Target, node))
        {
            return (node, $"`{Name(node)}` cannot be set: Scriban's own functions are read-only.");
        }

        if (Unavailable.Reason(Name(node)) is { } reason)
        {
            return (node, reason);
        }

        return group.Contains(node.Member!.Name) ? default : (node.Member, MissingNames.Function(Name(node), group));
    }

    /// <summary>The group of a builtin such as `string.upcase`.</summary>
    private ScriptObject? Group(ScriptMemberExpression node) =>
        node is { Target: ScriptVariableGlobal root, Member: not null } && !own.Contains(root.Name)
            ? StrictBuiltins.Shared[root.Name] as ScriptObject
            : null;

    private static string Name(ScriptMemberExpression builtin) =>
        $"{(builtin.Target as ScriptVariable)?.Name}.{builtin.Member?.Name}";

    private static string? Sign(ScriptBinaryExpression node) =>
        node.Operator switch
        {
            ScriptBinaryOperator.Subtract => "-",
            ScriptBinaryOperator.Add => "+",
            _ => null,
        };

    /// <summary>True when the function needs more than the arguments given, with the one that a pipe brings.</summary>
    private bool WantsMore(ScriptMemberExpression called, int given) =>
        Group(called)?[called.Member!.Name] is IScriptCustomFunction function
        && given + (IsPiped(called.Parent!) ? 1 : 0) < function.RequiredParameterCount;

    private static bool IsPiped(ScriptNode call) =>
        call.Parent is ScriptPipeCall pipe && ReferenceEquals(pipe.To, call);
}
