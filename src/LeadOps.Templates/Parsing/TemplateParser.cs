using LeadOps.Templates.Evaluation;
using LeadOps.Templates.Limits;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Parsing;

/// <summary>Parses with the guards that Scriban's parser lacks.</summary>
internal static class TemplateParser
{
    public static (Scriban.Template? Parsed, IReadOnlyList<TemplateError> Errors) Parse(
        string text,
        TemplateMode mode,
        TemplateOptions options
    )
    {
        var (parsed, found) = Checked(text, mode, options);
        return found.Count == 0
            ? (parsed, [])
            : (null, [.. found.Select(error => Messages.At(error.Span, error.OriginalMessage, text, options))]);
    }

    private static (Scriban.Template? Parsed, IReadOnlyList<ScriptRuntimeException> Found) Checked(
        string text,
        TemplateMode mode,
        TemplateOptions options
    )
    {
        var lexer = new LexerOptions
        {
            Mode = mode == TemplateMode.Script ? ScriptMode.ScriptOnly : ScriptMode.Default,
        };
        if (NumberGuard.Check(text, lexer) is { } number)
        {
            return (null, [number]);
        }

        try
        {
            var parser = new ParserOptions { ExpressionDepthLimit = options.ExpressionDepthLimit };
            var parsed = Scriban.Template.Parse(text, null, parser, lexer);
            return (
                parsed,
                parsed.HasErrors ? [.. Errors(parsed, options)]
                : SyntaxTree.TooDeep(parsed.Page) is { } deep ? [deep]
                : !options.IsStrict ? []
                : mode == TemplateMode.Text && UnclosedCode.In(text) is { } open ? [open]
                : StaticCheck.Of(parsed.Page)
            );
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            var said = "The template cannot be parsed: " + problem.Message;
            return (null, [new ScriptRuntimeException(Messages.Beginning, said)]);
        }
    }

    /// <summary>What follows the first error of the parser mostly comes of it.</summary>
    private static IEnumerable<ScriptRuntimeException> Errors(Scriban.Template parsed, TemplateOptions options) =>
        parsed
            .Messages.Where(message => message.Type == ParserMessageType.Error)
            .Take(options.IsStrict ? 1 : int.MaxValue)
            .Select(message => new ScriptRuntimeException(message.Span, message.Message));
}
