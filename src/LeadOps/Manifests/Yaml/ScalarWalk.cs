namespace LeadOps.Manifests.Yaml;

/// <summary>
/// Walks over a scalar's text and its source at once. In both, runs of blanks and line breaks stand for each other;
/// what lies between them is the same, escapes apart.
/// </summary>
internal static class ScalarWalk
{
    /// <summary>Where in the source the character at an index of the text stands.</summary>
    public static int Offset(YamlScalar scalar, string source, int index)
    {
        var begin = Content(scalar, source);
        return scalar.Form == ScalarForm.Block
            ? InBlock(scalar.Text, source, begin, index)
            : InFlow(source, begin, index, Quote(source, begin));
    }

    private static char Quote(string source, int begin) =>
        begin > 0 && source[begin - 1] is '"' or '\'' ? source[begin - 1] : '\0';

    /// <summary>Behind anchor, quote or the line of the block's mark.</summary>
    private static int Content(YamlScalar scalar, string source)
    {
        var at = Math.Min(scalar.Offset, source.Length);
        while (at < source.Length && source[at] is '&' or '!')
        {
            at = Skip(source, Skip(source, at, sign => !char.IsWhiteSpace(sign)), char.IsWhiteSpace);
        }

        return scalar.Form switch
        {
            ScalarForm.Block => source.IndexOf('\n', at) is var end && end < 0 ? source.Length : end + 1,
            ScalarForm.Quoted => Math.Min(at + 1, source.Length),
            _ => at,
        };
    }

    private static int Skip(string text, int at, Func<char, bool> isSkipped)
    {
        while (at < text.Length && isSkipped(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int InBlock(string text, string source, int at, int index)
    {
        var i = 0;
        while (true)
        {
            var (blanks, read) = (Skip(text, i, char.IsWhiteSpace), Skip(source, at, char.IsWhiteSpace));
            if (index < blanks)
            {
                return Math.Min(at + index - i, read);
            }

            (i, at) = (blanks, read);
            if (index == i || at >= source.Length)
            {
                return at;
            }

            i++;
            at++;
        }
    }

    private static int InFlow(string source, int at, int index, char quote)
    {
        for (var i = 0; i < index && at < source.Length; )
        {
            var (width, made) = Step(source, at, quote);
            at += width;
            i += made;
        }

        return Folded(source, at, quote);
    }

    /// <summary>Blanks that end a line, and what indents the next one, are not what is looked for.</summary>
    private static int Folded(string source, int at, char quote)
    {
        while (at < source.Length && Step(source, at, quote) is { Made: 0, Width: > 0 } step)
        {
            at += step.Width;
        }

        return at;
    }

    /// <summary>How much of the source stands for how much of the text.</summary>
    private static (int Width, int Made) Step(string source, int at, char quote)
    {
        if (char.IsWhiteSpace(source[at]))
        {
            var end = Skip(source, at, char.IsWhiteSpace);
            var breaks = source.AsSpan(at, end - at).Count('\n');
            return breaks == 0 ? (1, 1) : (end - at, breaks == 1 ? 1 : breaks - 1);
        }

        return quote switch
        {
            '\'' when source[at] == '\'' => (2, 1),
            '"' when source[at] == '\\' && at + 1 < source.Length => Escape(source, at),
            _ => (1, 1),
        };
    }

    private static (int Width, int Made) Escape(string source, int at) =>
        source[at + 1] switch
        {
            'x' => (4, 1),
            'u' => (6, 1),
            'U' => (10, source.AsSpan(at + 2).StartsWith("0000") ? 1 : 2),
            '\r' or '\n' => (Skip(source, at + 1, char.IsWhiteSpace) - at, 0),
            _ => (2, 1),
        };
}
