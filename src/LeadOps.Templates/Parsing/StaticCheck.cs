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
            ScriptBinaryExpression { Left: ScriptMemberExpression left } sum
                when SignedNumber(sum) is { } number && WantsMore(left, 0, sum) => (
                sum.Right,
                $"`{Name(left)} {number}` calculates with `{Name(left)}` itself. Write the number as `({number})`."
            ),
            ScriptFunctionCall { Target: ScriptMemberExpression called, OpenParent: null } call
                when call.Arguments is [.., ScriptBinaryExpression last]
                    && SignedNumber(last) is { } number
                    && WantsMore(called, call.Arguments.Count, last) => (
                last.Right,
                $"`{Name(called)}` takes one more argument: here `{number}` belongs to the one before. "
                    + $"Write the number as `({number})`."
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

    /// <summary>`-7`, when it may be meant as an argument: also in `-7 'x'`, which is read as a call.</summary>
    private static string? SignedNumber(ScriptBinaryExpression sum)
    {
        var sign = sum.Operator switch
        {
            ScriptBinaryOperator.Subtract => "-",
            ScriptBinaryOperator.Add => "+",
            _ => null,
        };
        var number = (sum.Right as ScriptFunctionCall)?.Target ?? sum.Right;
        return sign is not null && number is ScriptLiteral { Value: not string } literal ? sign + literal : null;
    }

    /// <summary>
    /// True when the function needs more than the arguments given, with the one that a pipe brings; or could take more,
    /// and the sign stands at its number as in `-7`, not between blanks.
    /// </summary>
    private bool WantsMore(ScriptMemberExpression called, int given, ScriptBinaryExpression sum)
    {
        if (Group(called)?[called.Member!.Name] is not IScriptCustomFunction function)
        {
            return false;
        }

        var sign = sum.OperatorToken!.Span;
        var isAtNumber =
            sum.Right!.Span.Start.Offset == sign.End.Offset + 1 && sum.Left!.Span.End.Offset + 1 < sign.Start.Offset;
        var most = isAtNumber ? function.ParameterCount : function.RequiredParameterCount;
        return given + (IsPiped(called.Parent!) ? 1 : 0) < most;
    }

    private static bool IsPiped(ScriptNode call) =>
        call.Parent is ScriptPipeCall pipe && ReferenceEquals(pipe.To, call);
}
