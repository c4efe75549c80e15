using System.Runtime.CompilerServices;

namespace LeadOps.Scriban.Syntax;

/// <summary>
/// Makes a tree of a template's tokens and stops at the first error. This part holds the tokens and the limits on depth;
/// the others statements, expressions, operands and calls.
/// </summary>
internal sealed partial class Parser(string text, List<Token> tokens, EngineOptions options)
{
    private int position;
    private int depth;

    private Token Current => tokens[position];

    private Token Peek => tokens[Math.Min(position + 1, tokens.Count - 1)];

    private Token Previous => tokens[Math.Max(0, position - 1)];

    public static Block Parse(string text, TemplateMode mode, EngineOptions options)
    {
        var lexer = mode == TemplateMode.Text ? Lexer.Template(text) : Lexer.Code(text, 0, text.Length);
        var parser = new Parser(text, lexer.Tokens, options);
        var block = parser.ParsePage();
        return lexer.Problem is null ? block : throw lexer.Problem;
    }

    private Token Next() => tokens[position++];

    private bool Take(string op)
    {
        if (Current.Kind != TokenKind.Operator || Current.Text != op)
        {
            return false;
        }

        position++;
        return true;
    }

    private bool IsWord(string word) => Current.Kind == TokenKind.Identifier && Current.Text == word;

    private bool AtEndOfStatement => Current.Kind is TokenKind.Exit or TokenKind.EndOfStatement or TokenKind.End;

    private static SyntaxException Fail(Token token, string message) =>
        new(token.Length == 0 ? SyntaxException.EndOfText : token.Start, message);

    private Token LastToken
    {
        get
        {
            var last = tokens.Count - 1;
            while (last > 0 && tokens[last].Length == 0)
            {
                last--;
            }

            return tokens[last];
        }
    }

    /// <summary>Goes one level deeper; dispose to come back.</summary>
    private DepthMark Enter()
    {
        Deepen();
        return new DepthMark(this, depth - 1);
    }

    /// <summary>Every operator of a chain counts as a level until the expression ends.</summary>
    private void Deepen()
    {
        var isTooDeep = options.ExpressionDepthLimit > 0 && depth >= options.ExpressionDepthLimit;
        if (isTooDeep || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SyntaxException(
                Previous.Start,
                $"The expression depth limit {options.ExpressionDepthLimit} is reached (ExpressionDepthLimit)"
            );
        }

        depth++;
    }

    private readonly struct DepthMark(Parser parser, int before) : IDisposable
    {
        public void Dispose() => parser.depth = before;
    }
}
