using System.Globalization;
using System.Text;

namespace LeadOps.Scriban.Syntax;

internal static class StringLiteral
{
    private const string Escapes = "'\"\\0bfnrtv";
    private const string Values = "'\"\\\0\b\f\n\r\t\v";

    /// <summary>Reads the literal that starts at the quote; gives the offset behind it.</summary>
    public static int Read(string text, int start, int limit, StringBuilder value)
    {
        var quote = text[start];
        var at = start + 1;
        while (at < limit)
        {
            if (text[at] == quote)
            {
                if (quote != '`' || at + 1 >= limit || text[at + 1] != '`')
                {
                    return at + 1;
                }

                at++;
                value.Append(text[at++]);
            }
            else if (text[at] == '\\' && quote != '`')
            {
                at = ReadEscape(text, at, limit, value);
            }
            else
            {
                value.Append(text[at++]);
            }
        }

        throw new SyntaxException(text.Length - 1, $"Unexpected token: the text that starts with {quote} has no end");
    }

    public static List<InterpolationPart> Interpolated(string text, int start, int limit, out int end)
    {
        var quote = text[start];
        var parts = new List<InterpolationPart>();
        var literal = new StringBuilder();
        var at = start + 1;
        while (at < limit && text[at] != quote)
        {
            if (text[at] == '{')
            {
                parts.Add(new InterpolationPart(literal.ToString(), 0, 0));
                literal.Clear();
                var close = HoleEnd(text, at + 1, limit);
                parts.Add(new InterpolationPart(null, at + 1, close));
                at = close + 1;
            }
            else if (text[at] == '\\' && at + 1 < limit && text[at + 1] is '{' or '}')
            {
                literal.Append(text[at + 1]);
                at += 2;
            }
            else if (text[at] == '\\')
            {
                at = ReadEscape(text, at, limit, literal);
            }
            else
            {
                literal.Append(text[at++]);
            }
        }

        if (at >= limit)
        {
            throw new SyntaxException(text.Length - 1, "Unexpected token: the interpolated text has no end");
        }

        parts.Add(new InterpolationPart(literal.ToString(), 0, 0));
        end = at + 1;
        return parts;
    }

    private static int HoleEnd(string text, int at, int limit)
    {
        var depth = 0;
        while (at < limit)
        {
            switch (text[at])
            {
                case '"' or '\'' or '`' when text[at - 1] == '$':
                    Interpolated(text, at, limit, out at);
                    continue;
                case '"' or '\'' or '`':
                    at = Read(text, at, limit, new StringBuilder());
                    continue;
                case '{':
                    depth++;
                    break;
                case '}' when depth-- == 0:
                    return at;
            }

            at++;
        }

        throw new SyntaxException(text.Length - 1, "Unexpected token: a `{` inside an interpolated text has no `}`");
    }

    private static int ReadEscape(string text, int at, int limit, StringBuilder value)
    {
        var next = at + 1 < limit ? text[at + 1] : '\0';
        var simple = next == '\0' ? -1 : Escapes.IndexOf(next, StringComparison.Ordinal);
        if (simple >= 0)
        {
            value.Append(Values[simple]);
            return at + 2;
        }

        if (next is 'u' or 'x')
        {
            var length = next == 'u' ? 4 : 2;
            value.Append(Hex(text, at + 2, length));
            return at + 2 + length;
        }

        return next switch
        {
            '\n' => at + 2,
            '\r' => at + 2 < limit && text[at + 2] == '\n' ? at + 3 : at + 2,
            _ => throw new SyntaxException(at + 1, $"Unexpected escape character `{next}`"),
        };
    }

    private static char Hex(string text, int at, int length)
    {
        for (var i = at; i < at + length; i++)
        {
            if (i >= text.Length || !char.IsAsciiHexDigit(text[i]))
            {
                throw new SyntaxException(Math.Min(i, text.Length - 1), "Unexpected hex number");
            }
        }

        return (char)int.Parse(text.AsSpan(at, length), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
