using System.Text;

namespace LeadOps.Scriban.Syntax;

/// <summary>Splits a template into raw text and tokens of code, with whitespace control already carried out.</summary>
internal sealed class Lexer(string text)
{
    private readonly List<Token> tokens = [];
    private int at;

    public static List<Token> Template(string text)
    {
        var lexer = new Lexer(text);
        lexer.ReadTemplate();
        return lexer.tokens;
    }

    public static List<Token> Code(string text, int from, int to)
    {
        var lexer = new Lexer(text) { at = from };
        lexer.ReadCode(to, inTemplate: false);
        lexer.Add(TokenKind.End, to, 0);
        return lexer.tokens;
    }

    private void ReadTemplate()
    {
        var rawStart = 0;
        while (at < text.Length)
        {
            if (text[at] != '{' || at + 1 >= text.Length)
            {
                at++;
                continue;
            }

            if (text[at + 1] == '{')
            {
                rawStart = ReadBlock(rawStart);
            }
            else if (text[at + 1] == '%' && EscapeOpening() is var percents && percents > 0)
            {
                rawStart = ReadEscape(rawStart, percents);
            }
            else
            {
                at++;
            }
        }

        AddRaw(rawStart, text.Length);
        Add(TokenKind.End, text.Length, 0);
    }

    private int ReadBlock(int rawStart)
    {
        var open = at;
        at += 2;
        var mark = Mark();
        var rawEnd = mark is null ? open : TrimLeft(rawStart, open, mark.Value);
        AddRaw(rawStart, rawEnd);
        Add(TokenKind.Enter, open, 2, value: IndentBefore(rawStart, rawEnd, mark));
        ReadCode(text.Length, inTemplate: true);
        if (at >= text.Length)
        {
            Add(TokenKind.Exit, text.Length, 0);
            return at;
        }

        var closing = text[at] is '-' or '~' ? text[at++] : (char?)null;
        Add(TokenKind.Exit, at, 2);
        at += 2;
        TrimRight(closing);
        return at;
    }

    private string IndentBefore(int from, int to, char? mark)
    {
        var i = to;
        while (i > from && text[i - 1] != '\n' && char.IsWhiteSpace(text[i - 1]))
        {
            i--;
        }

        var lineStart = i == 0 || (i > from && text[i - 1] == '\n');
        return mark is null && lineStart ? text[i..to] : "";
    }

    private char? Mark() => at < text.Length && text[at] is '-' or '~' ? text[at++] : null;

    private int TrimLeft(int from, int to, char mark)
    {
        while (to > from && char.IsWhiteSpace(text[to - 1]) && (mark == '-' || text[to - 1] != '\n'))
        {
            to--;
        }

        return to;
    }

    private void TrimRight(char? mark)
    {
        while (mark is not null && at < text.Length && char.IsWhiteSpace(text[at]))
        {
            if (text[at++] == '\n' && mark == '~')
            {
                return;
            }
        }
    }

    private int EscapeOpening()
    {
        var i = at + 1;
        while (i < text.Length && text[i] == '%')
        {
            i++;
        }

        return i < text.Length && text[i] == '{' ? i - at - 1 : 0;
    }

    private int ReadEscape(int rawStart, int percents)
    {
        var open = at;
        at += percents + 2;
        var mark = Mark();
        AddRaw(rawStart, mark is null ? open : TrimLeft(rawStart, open, mark.Value));
        var closing = "}" + new string('%', percents) + "}";
        var end = text.IndexOf(closing, at, StringComparison.Ordinal);
        var bodyEnd = end < 0 ? text.Length : end;
        var after = end > at && text[end - 1] is '-' or '~' ? text[--bodyEnd] : (char?)null;
        AddRaw(at, bodyEnd);
        at = end < 0 ? text.Length : end + closing.Length;
        TrimRight(after);
        return at;
    }

    private void AddRaw(int from, int to)
    {
        if (to > from)
        {
            tokens.Add(new Token(TokenKind.Raw, text[from..to], from, to - from, false));
        }
    }

    private void Add(TokenKind kind, int start, int length, bool space = false, object? value = null) =>
        tokens.Add(new Token(kind, text.Substring(start, Math.Min(length, text.Length - start)), start, length, space, value));

    /// <summary>Reads code up to the closing braces (left unread) or the limit.</summary>
    private void ReadCode(int limit, bool inTemplate)
    {
        var nesting = new Stack<char>();
        var continues = false;
        while (true)
        {
            var space = SkipSpace(limit, inTemplate);
            if (at >= limit || (inTemplate && !nesting.Contains('{') && AtClosing()))
            {
                return;
            }

            if (text[at] is '\n' or '\r' or ';')
            {
                var ignored = text[at] != ';' && (continues || nesting.Contains('[') || nesting.Contains('{'));
                if (!ignored)
                {
                    Add(TokenKind.EndOfStatement, at, 1, space);
                }

                at++;
                continue;
            }

            ReadToken(space, limit);
            Nest(nesting, tokens[^1]);
            continues = tokens[^1].Text is "|" or "|>" && tokens[^1].Kind == TokenKind.Operator;
        }
    }

    private static void Nest(Stack<char> nesting, Token token)
    {
        if (token.Kind != TokenKind.Operator)
        {
            return;
        }

        if (token.Text is "[" or "{" or "(")
        {
            nesting.Push(token.Text[0]);
        }
        else if (token.Text is "]" or "}" or ")" && nesting.Count > 0)
        {
            nesting.Pop();
        }
    }

    private bool AtClosing()
    {
        var i = text[at] is '-' or '~' ? at + 1 : at;
        return i + 1 < text.Length && text[i] == '}' && text[i + 1] == '}';
    }

    private bool SkipSpace(int limit, bool inTemplate)
    {
        var start = at;
        while (at < limit)
        {
            if (text[at] == '#')
            {
                SkipComment(limit, inTemplate);
            }
            else if (char.IsWhiteSpace(text[at]) && text[at] is not ('\n' or '\r'))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        return at > start;
    }

    private void SkipComment(int limit, bool inTemplate)
    {
        var spans = at + 1 < limit && text[at + 1] == '#';
        at += spans ? 2 : 1;
        while (at < limit && !(inTemplate && AtClosing()))
        {
            if (spans && text[at] == '#' && at + 1 < limit && text[at + 1] == '#')
            {
                at += 2;
                return;
            }

            if (!spans && text[at] is '\n' or '\r' && !spans)
            {
                return;
            }

            at++;
        }
    }

    private void ReadToken(bool space, int limit)
    {
        var c = text[at];
        if (char.IsLetter(c) || c is '_' or '$')
        {
            ReadName(space, limit);
        }
        else if (char.IsAsciiDigit(c))
        {
            var number = NumberLiteral.Read(text, at);
            Add(TokenKind.Number, at, number.Length, space, number.Value);
            at += number.Length;
        }
        else if (c is '"' or '\'' or '`')
        {
            ReadText(space, limit);
        }
        else
        {
            ReadOperator(space);
        }
    }

    private void ReadName(bool space, int limit)
    {
        var start = at;
        if (text[at] == '$' && at + 1 < limit && text[at + 1] is '"' or '\'')
        {
            var parts = StringLiteral.Interpolated(text, at + 1, limit, out var end);
            Add(TokenKind.Interpolated, start, end - start, space, parts);
            at = end;
            return;
        }

        at += text[at] == '$' && at + 1 < limit && text[at + 1] == '$' ? 2 : 1;
        while (at < limit && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        Add(TokenKind.Identifier, start, at - start, space);
    }

    private void ReadText(bool space, int limit)
    {
        var start = at;
        var value = new StringBuilder();
        at = StringLiteral.Read(text, at, limit, value);
        Add(TokenKind.Text, start, at - start, space, value.ToString());
    }

    private static readonly string[] Operators =
    [
        "//=", "..<", "?!", "??", "?.", "&&", "||", "|>", "==", "!=", "<=", ">=", "<<", ">>", "+=", "-=", "*=", "/=", "%=",
        "++", "--", "//", "...", "..",
    ];

    private void ReadOperator(bool space)
    {
        var found = text.AsSpan(at).StartsWith("...") ? "..." : null;
        foreach (var candidate in Operators)
        {
            found ??= string.CompareOrdinal(text, at, candidate, 0, candidate.Length) == 0 ? candidate : null;
        }

        var length = found?.Length ?? 1;
        if (length == 1 && !"+-*/%<>=!|?:.,;()[]{}@^".Contains(text[at], StringComparison.Ordinal))
        {
            throw new SyntaxException(at, $"Unexpected token `{text[at]}`");
        }

        Add(TokenKind.Operator, at, length, space);
        at += length;
    }
}
