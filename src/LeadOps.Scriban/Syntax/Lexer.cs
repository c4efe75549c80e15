using System.Text;

namespace LeadOps.Scriban.Syntax;

/// <summary>Splits a template into raw text and tokens of code, with whitespace control already carried out.</summary>
internal sealed class Lexer(string text)
{
    private int at;

    public List<Token> Tokens { get; } = [];

    /// <summary>The first thing that is no token; it counts only when the parser itself finds nothing wrong.</summary>
    public SyntaxException? Problem { get; private set; }

    public static Lexer Template(string text)
    {
        var lexer = new Lexer(text);
        lexer.ReadTemplate();
        return lexer;
    }

    public static Lexer Code(string text, int from, int to)
    {
        var lexer = new Lexer(text) { at = from };
        lexer.ReadCode(to, inTemplate: false);
        lexer.Add(TokenKind.End, to, 0);
        return lexer;
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
        Add(TokenKind.Enter, open, 2, value: rawEnd > rawStart || open == 0 ? IndentBefore(rawEnd, mark) : "");
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

    private string IndentBefore(int to, char? mark)
    {
        var i = to;
        while (i > 0 && text[i - 1] != '\n' && char.IsWhiteSpace(text[i - 1]))
        {
            i--;
        }

        return mark is null && (i == 0 || text[i - 1] == '\n') ? text[i..to] : "";
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
            Tokens.Add(new Token(TokenKind.Raw, text[from..to], from, to - from, false));
        }
    }

    private void Add(TokenKind kind, int start, int length, bool space = false, object? value = null) =>
        Tokens.Add(new Token(kind, text.Substring(start, Math.Min(length, text.Length - start)), start, length, space, value));

    /// <summary>Reads code up to the closing braces (left unread) or the limit.</summary>
    private void ReadCode(int limit, bool inTemplate)
    {
        var nesting = new Nesting();
        var continues = false;
        while (true)
        {
            var space = SkipSpace(limit, inTemplate);
            if (at >= limit || (inTemplate && nesting.Braces == 0 && AtClosing()))
            {
                return;
            }

            if (text[at] is '\n' or '\r' or ';')
            {
                if (text[at] == ';' || !(continues || nesting.SpansLines))
                {
                    Add(TokenKind.EndOfStatement, at, 1, space);
                }

                at++;
                continue;
            }

            var before = Tokens.Count;
            ReadToken(space, limit);
            if (Tokens.Count > before)
            {
                nesting.Follow(Tokens[^1]);
                continues = Tokens[^1] is { Kind: TokenKind.Operator, Text: "|" or "|>" };
            }
        }
    }

    /// <summary>Open brackets and braces: inside of them lines may end, and closing braces do not close the code.</summary>
    private struct Nesting
    {
        private int brackets;

        public int Braces { get; private set; }

        public readonly bool SpansLines => brackets > 0 || Braces > 0;

        public void Follow(Token token)
        {
            if (token.Kind != TokenKind.Operator || token.Length != 1)
            {
                return;
            }

            switch (token.Text[0])
            {
                case '[':
                    brackets++;
                    break;
                case ']':
                    brackets = Math.Max(0, brackets - 1);
                    break;
                case '{':
                    Braces++;
                    break;
                case '}':
                    Braces = Math.Max(0, Braces - 1);
                    break;
            }
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
            ReadNumber(space);
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
        if (text[at] == '$' && at + 1 < limit && text[at + 1] is '"' or '\'' or '`')
        {
            ReadInterpolation(space, limit);
            return;
        }

        at += text[at] == '$' && at + 1 < limit && text[at + 1] == '$' ? 2 : 1;
        while (at < limit && (char.IsLetterOrDigit(text[at]) || text[at] == '_'))
        {
            at++;
        }

        Add(TokenKind.Identifier, start, at - start, space);
    }

    private void ReadNumber(bool space)
    {
        var start = at;
        try
        {
            var number = NumberLiteral.Read(text, at);
            at += number.Length;
            Add(TokenKind.Number, start, number.Length, space, number.Value);
        }
        catch (SyntaxException problem)
        {
            Problem ??= problem;
            Add(TokenKind.Number, start, 1, space, 0);
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
            {
                at++;
            }
        }
    }

    private void ReadInterpolation(bool space, int limit)
    {
        var start = at;
        var reader = new StringLiteral(text, limit);
        var parts = reader.Interpolated(at + 1, out at);
        Problem ??= reader.Problem;
        if (parts is not null)
        {
            Add(TokenKind.Interpolated, start, at - start, space, parts);
        }
    }

    private void ReadText(bool space, int limit)
    {
        var start = at;
        var reader = new StringLiteral(text, limit);
        var value = reader.Read(at, out at);
        Problem ??= reader.Problem;
        if (value is not null)
        {
            Add(TokenKind.Text, start, at - start, space, value);
        }
    }

    private void ReadOperator(bool space)
    {
        var length = OperatorLength(text.AsSpan(at));
        if (length == 0)
        {
            Problem ??= new SyntaxException(at, $"Unexpected token `{text[at]}`");
            Add(TokenKind.Invalid, at, 1, space);
            at++;
            return;
        }

        Add(TokenKind.Operator, at, length, space);
        at += length;
    }

    private static int OperatorLength(ReadOnlySpan<char> rest)
    {
        var second = rest.Length > 1 ? rest[1] : '\0';
        var third = rest.Length > 2 ? rest[2] : '\0';
        return (rest[0], second, third) switch
        {
            ('.', '.', '.' or '<') or ('/', '/', '=') => 3,
            ('.', '.', _) or ('?', '!' or '?' or '.', _) or ('|', '|' or '>', _) or ('&', '&', _) => 2,
            ('=' or '!' or '<' or '>' or '+' or '-' or '*' or '/' or '%', '=', _) => 2,
            ('<', '<', _) or ('>', '>', _) or ('+', '+', _) or ('-', '-', _) or ('/', '/', _) => 2,
            ('+' or '-' or '*' or '/' or '%' or '<' or '>' or '=' or '!' or '|' or '&' or '?' or ':' or '.' or ',', _, _) => 1,
            ('(' or ')' or '[' or ']' or '{' or '}' or '@' or '^', _, _) => 1,
            _ => 0,
        };
    }
}
