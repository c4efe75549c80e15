namespace LeadOps.Scriban.Syntax;

/// <summary>
/// Splits a template into raw text and tokens of code, with whitespace control already carried out. The other half reads the code.
/// </summary>
internal sealed partial class Lexer(string text)
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

        var start = at;
        var closing = Mark();
        at += 2;
        Add(TokenKind.Exit, start, at - start);
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
        Tokens.Add(
            new Token(kind, text.Substring(start, Math.Min(length, text.Length - start)), start, length, space, value)
        );
}
