using System.Text.RegularExpressions;
using Scriban.Parsing;
using Scriban.Syntax;

namespace LeadOps.Templates.Limits;

/// <summary>
/// A number such as `1e999999` keeps the parser busy for ever: it is found before the parser sees it.
/// </summary>
internal static partial class NumberGuard
{
    private const string TooLarge = "Unable to parse the integer: a number may have at most 1,000 digits.";

    public static ScriptRuntimeException? Check(string text, LexerOptions options)
    {
        if (!Suspicious().IsMatch(text))
        {
            return null;
        }

        foreach (var token in new Lexer(text, null, options))
        {
            var length = token.End.Offset - token.Start.Offset + 1;
            if (
                token.Type is TokenType.Integer or TokenType.Float or TokenType.HexaInteger or TokenType.BinaryInteger
                && Suspicious().IsMatch(text.AsSpan(token.Start.Offset, length))
            )
            {
                return new ScriptRuntimeException(new SourceSpan("", token.Start, token.End), TooLarge);
            }
        }

        return null;
    }

    [GeneratedRegex(@"[0-9_][eE][+-]?[0-9_]{4,}|[0-9a-fA-F_]{1001,}")]
    private static partial Regex Suspicious();
}
