using LeadOps.Templates.Evaluation;
using Scriban.Parsing;

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
        var lexer = new LexerOptions
        {
            Mode = mode == TemplateMode.Script ? ScriptMode.ScriptOnly : ScriptMode.Default,
        };
        if (NumberGuard.Check(text, lexer) is { } number)
        {
            return (null, [Messages.At(number.Span, number.OriginalMessage, text, options)]);
        }

        var (parsed, problems) = Parse(text, lexer, options);
        if (problems.Count > 0)
        {
            return (null, problems);
        }

        var page = parsed!.Page;
        var found =
            DepthGuard.Check(page) is { } deep ? [deep]
            : options.IsStrict ? StaticCheck.Of(page)
            : [];
        return found.Count == 0
            ? (parsed, [])
            : (null, [.. found.Select(error => Messages.At(error.Span, error.OriginalMessage, text, options))]);
    }

    private static (Scriban.Template?, List<TemplateError>) Parse(
        string text,
        LexerOptions lexer,
        TemplateOptions options
    )
    {
        try
        {
            var parser = new ParserOptions { ExpressionDepthLimit = options.ExpressionDepthLimit };
            var parsed = Scriban.Template.Parse(text, null, parser, lexer);
            return (
                parsed,
                parsed.HasErrors
                    ?
                    [
                        .. parsed
                            .Messages.Where(message => message.Type == ParserMessageType.Error)
                            // What follows the first error of the parser mostly comes of it.
                            .Take(options.IsStrict ? 1 : int.MaxValue)
                            .Select(message => Messages.At(message.Span, message.Message, text, options)),
                    ]
                    : []
            );
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            return (null, [new TemplateError(1, 1, "The template cannot be parsed: " + problem.Message)]);
        }
    }
}
