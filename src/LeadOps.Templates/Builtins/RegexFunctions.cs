using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;
using Original = Scriban.Functions.RegexFunctions;

namespace LeadOps.Templates.Builtins;

/// <summary>`regex` in both modes: every match is a list, so the length of the text bounds their number.</summary>
internal static class RegexFunctions
{
    private const int LongestText = 100_000;

    public static ScriptArray Matches(
        TemplateContext context,
        SourceSpan span,
        string? text,
        string? pattern,
        string? options = null
    ) =>
        text is null || pattern is null
            ? throw new ScriptRuntimeException(
                span,
                $"Argument `{(text is null ? "text" : "pattern")}` cannot be null for function `Matches`."
            )
        : text.Length > LongestText
            ? throw new ScriptArgumentException(0, $"`regex.matches` takes at most {LongestText} characters.")
        : Original.Matches(context, text, pattern, options);
}
