using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>
/// The names that a template makes itself: assigned, looped over, captured, functions and their parameters.
/// </summary>
internal static class OwnNames
{
    public static HashSet<string> Of(ScriptNode root)
    {
        var own = new HashSet<string>(StringComparer.Ordinal);
        Collect(root, own);
        return own;
    }

    private static void Collect(ScriptNode node, HashSet<string> own)
    {
        var made = node switch
        {
            ScriptAssignExpression assign => assign.Target,
            ScriptForStatement loop => loop.Variable,
            ScriptCaptureStatement capture => capture.Target,
            ScriptFunction function => function.NameOrDoToken,
            ScriptParameter parameter => parameter.Name,
            _ => null,
        };
        if (made is ScriptVariableGlobal variable)
        {
            own.Add(variable.Name);
        }

        foreach (var child in node.Children)
        {
            Collect(child, own);
        }
    }
}
