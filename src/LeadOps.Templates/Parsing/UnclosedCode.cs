using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>Scriban takes `{{ lead.TITLE` for code up to the end, and what was meant as text is lost.</summary>
internal static class UnclosedCode
{
    public static ScriptRuntimeException? In(string text)
    {
        var at = text.LastIndexOf("{{", StringComparison.Ordinal);
        if (
            at < 0
            || text.IndexOf("}}", at, StringComparison.Ordinal) >= 0
            || text.Contains("{%", StringComparison.Ordinal)
        )
        {
            return null;
        }

        var before = text.AsSpan(0, at);
        var place = new TextPosition(at, before.Count('\n'), at - before.LastIndexOf('\n') - 1);
        return new ScriptRuntimeException(
            new SourceSpan("", place, place),
            "`{{` is never closed; write `}}` behind the code."
        );
    }
}
