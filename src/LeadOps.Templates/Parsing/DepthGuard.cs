using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>
/// Scriban limits the depth of expressions, but not of chains such as `a.b.c…`, which are evaluated by recursion too.
/// </summary>
internal static class DepthGuard
{
    private const int Deepest = 1_000;

    public static ScriptRuntimeException? Check(ScriptNode? root)
    {
        var open = new Stack<(ScriptNode Node, int Depth)>();
        if (root is not null)
        {
            open.Push((root, 0));
        }

        while (open.TryPop(out var current))
        {
            if (current.Depth > Deepest)
            {
                return new ScriptRuntimeException(
                    current.Node.Span,
                    $"The template is nested too deeply: the depth limit of {Deepest} levels is reached."
                );
            }

            foreach (var child in current.Node.Children)
            {
                open.Push((child, current.Depth + 1));
            }
        }

        return null;
    }
}
