namespace LeadOps.Scriban.Syntax;

internal sealed partial class Lexer
{
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
            (
                '+'
                    or '-'
                    or '*'
                    or '/'
                    or '%'
                    or '<'
                    or '>'
                    or '='
                    or '!'
                    or '|'
                    or '&'
                    or '?'
                    or ':'
                    or '.'
                    or ',',
                _,
                _
            ) => 1,
            ('(' or ')' or '[' or ']' or '{' or '}' or '@' or '^', _, _) => 1,
            _ => 0,
        };
    }
}
