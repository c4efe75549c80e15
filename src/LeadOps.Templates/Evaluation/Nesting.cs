using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Evaluation;

/// <summary>
/// Scriban prints a whole object into some of its messages, without a limit. An object that contains itself, or a
/// chain of very many, must not get there.
/// </summary>
internal static class Nesting
{
    private const int Deepest = 64;

    public static void Check(object? value, SourceSpan span)
    {
        if (value is ScriptObject top && !Fits(top, 0))
        {
            throw new ScriptRuntimeException(span, "The object is nested too deeply, or it contains itself.");
        }
    }

    private static bool Fits(ScriptObject value, int depth)
    {
        if (depth > Deepest)
        {
            return false;
        }

        foreach (var (_, member) in value)
        {
            if (member is ScriptObject inner && !Fits(inner, depth + 1))
            {
                return false;
            }
        }

        return true;
    }
}
