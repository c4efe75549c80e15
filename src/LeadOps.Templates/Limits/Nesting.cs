using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace LeadOps.Templates.Limits;

/// <summary>
/// Scriban prints a whole object into some of its messages, without a limit. An object that contains itself, or a
/// chain of very many, must not get there.
/// </summary>
internal static class Nesting
{
    private const int Deepest = 64;

    public static object? Checked(object? value, SourceSpan span) =>
        value is ScriptObject top && !Fits(top, 0)
            ? throw new ScriptRuntimeException(span, "The object is nested too deeply, or it contains itself.")
            : value;

    private static bool Fits(ScriptObject value, int depth) =>
        depth <= Deepest && value.Values.OfType<ScriptObject>().All(inner => Fits(inner, depth + 1));
}
