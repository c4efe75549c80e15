using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>Walks a parsed template without recursion: a chain such as `a.b.c…` may be deeper than the stack.</summary>
internal static class SyntaxTree
{
    private const int Deepest = 1_000;

    /// <summary>All nodes, in the order of the text.</summary>
    public static IEnumerable<ScriptNode> Nodes(ScriptNode? root) => Walk(root).Select(visit => visit.Node);

    /// <summary>
    /// Scriban limits the depth of expressions, but not of chains, which are evaluated by recursion too.
    /// </summary>
    public static ScriptRuntimeException? TooDeep(ScriptNode? root) =>
        Walk(root).FirstOrDefault(visit => visit.Depth > Deepest) is { Node: { } node }
            ? new ScriptRuntimeException(
                node.Span,
                $"The template is nested too deeply: the depth limit of {Deepest} levels is reached."
            )
            : null;

    /// <summary>
    /// The names that a template makes itself: assigned, looped over, captured, functions and their parameters.
    /// </summary>
    public static HashSet<string> OwnNames(ScriptNode? root) =>
        Nodes(root).Select(Made).OfType<ScriptVariableGlobal>().Select(made => made.Name).ToHashSet();

    private static ScriptNode? Made(ScriptNode node) =>
        node switch
        {
            ScriptAssignExpression assign => assign.Target,
            ScriptForStatement loop => loop.Variable,
            ScriptCaptureStatement capture => capture.Target,
            ScriptFunction function => function.NameOrDoToken,
            ScriptParameter parameter => parameter.Name,
            _ => null,
        };

    private static IEnumerable<(ScriptNode Node, int Depth)> Walk(ScriptNode? root)
    {
        var open = new Stack<(ScriptNode Node, int Depth)>();
        if (root is not null)
        {
            open.Push((root, 0));
        }

        while (open.TryPop(out var current))
        {
            yield return current;
            foreach (var child in current.Node.Children.Reverse())
            {
                open.Push((child, current.Depth + 1));
            }
        }
    }
}
