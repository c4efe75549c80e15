using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LeadOps.Scriban.Syntax;

/// <summary>Reads quoted texts. A bad escape is noted and left out; a text without end yields null.</summary>
internal sealed class StringLiteral(string text, int limit)
{
    private const string Escapes = "'\"\\0bfnrtv";
    private const string Values = "'\"\\\0\b\f\n\r\t\v";

    private int literalStart;

    public SyntaxException? Problem { get; private set; }

    /// <summary>Reads the literal that starts at the quote; <paramref name="end"/> is the offset behind it.</summary>
    public string? Read(int start, out int end)
    {
        var quote = text[start];
        var value = new StringBuilder();
        literalStart = start;
        end = start + 1;
        while (end < limit)
        {
            if (text[end] == quote)
            {
                if (quote != '`' || end + 1 >= limit || text[end + 1] != '`')
                {
                    end++;
                    return value.ToString();
                }

                value.Append(quote);
                end += 2;
            }
            else
            {
                end = ReadCharacter(end, value, escapes: quote != '`');
            }
        }

        return Unfinished<string>($"the text that starts with {quote} has no end");
    }

    /// <summary>Reads `$"…"`, from its quote on.</summary>
    public List<InterpolationPart>? Interpolated(int start, out int end)
    {
        var quote = text[start];
        var parts = new List<InterpolationPart>();
        var literal = new StringBuilder();
        literalStart = start;
        end = start + 1;
        while (end < limit && text[end] != quote)
        {
            if (text[end] == '{')
            {
                parts.Add(new InterpolationPart(literal.ToString(), 0, 0));
                literal.Clear();
                var close = HoleEnd(end + 1);
                parts.Add(new InterpolationPart(null, end + 1, Math.Min(close, limit)));
                end = Math.Min(close + 1, limit);
            }
            else if (text[end] == '\\' && end + 1 < limit && text[end + 1] is '{' or '}')
            {
                literal.Append(text[end + 1]);
                end += 2;
            }
            else
            {
                end = ReadCharacter(end, literal, escapes: quote != '`');
            }
        }

        if (end >= limit)
        {
            return Unfinished<List<InterpolationPart>>("the interpolated text has no end");
        }

        end++;
        parts.Add(new InterpolationPart(literal.ToString(), 0, 0));
        return parts;
    }

    private T? Unfinished<T>(string what)
        where T : class
    {
        Problem ??= new SyntaxException(text.Length - 1, "Unexpected token: " + what);
        return null;
    }

    /// <summary>The offset of the `}` that ends the hole, or the limit.</summary>
    private int HoleEnd(int at)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw new SyntaxException(
                at,
                "The expression depth limit is reached: interpolated texts are nested too deeply"
            );
        }

        var depth = 0;
        while (at < limit)
        {
            switch (text[at])
            {
                case '"' or '\'' or '`' when text[at - 1] == '$':
                    new StringLiteral(text, limit).Interpolated(at, out at);
                    continue;
                case '"' or '\'' or '`':
                    new StringLiteral(text, limit).Read(at, out at);
                    continue;
                case '{':
                    depth++;
                    break;
                case '}' when depth-- == 0:
                    return at;
            }

            at++;
        }

        return limit;
    }

    private int ReadCharacter(int at, StringBuilder value, bool escapes)
    {
        if (text[at] != '\\' || !escapes)
        {
            value.Append(text[at]);
            return at + 1;
        }

        var next = at + 1 < limit ? text[at + 1] : '\0';
        var simple = next == '\0' ? -1 : Escapes.IndexOf(next, StringComparison.Ordinal);
        if (simple >= 0)
        {
            value.Append(Values[simple]);
            return at + 2;
        }

        return next switch
        {
            'u' => Hex(at + 2, 4, value),
            'x' => Hex(at + 2, 2, value),
            '\n' => at + 2,
            '\r' => at + 2 < limit && text[at + 2] == '\n' ? at + 3 : at + 2,
            _ => BadEscape(at, next),
        };
    }

    private int BadEscape(int at, char next)
    {
        Problem ??= new SyntaxException(literalStart, $"Unexpected escape character `{next}` after `\\`");
        return Math.Min(at + 2, limit);
    }

    private int Hex(int at, int length, StringBuilder value)
    {
        for (var i = at; i < at + length; i++)
        {
            if (i >= limit || !char.IsAsciiHexDigit(text[i]))
            {
                Problem ??= new SyntaxException(Math.Min(i, text.Length - 1), "Unexpected hex number");
                return Math.Min(i, limit);
            }
        }

        value.Append((char)int.Parse(text.AsSpan(at, length), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
        return at + length;
    }
}
