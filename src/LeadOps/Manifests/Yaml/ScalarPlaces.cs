using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Yaml;

/// <summary>From a place inside a scalar's text to its place in the file: through quotes, escapes and block indentation.</summary>
internal static class ScalarPlaces
{
    public static Func<int, int, SourceSpan> For(YamlScalar scalar, string source) =>
        (line, column) =>
            scalar.Form == ScalarForm.Block
                ? InBlock(scalar, source, line, column)
                : Inline(scalar, source, line, column);

    private static SourceSpan InBlock(YamlScalar scalar, string source, int line, int column)
    {
        var start = source.IndexOf('\n', Math.Min(scalar.Offset, source.Length - 1)) + 1;
        var indent = 0;
        for (var at = start; at > 0 && at < source.Length; at = source.IndexOf('\n', at) + 1)
        {
            var end = source.IndexOf('\n', at) is var next && next < 0 ? source.Length : next;
            var text = source[at..end];
            if (text.Trim().Length > 0)
            {
                indent = text.Length - text.TrimStart(' ').Length;
                break;
            }

            if (end == source.Length)
            {
                break;
            }
        }

        return new SourceSpan(scalar.At.File, scalar.At.Line + line, indent + column);
    }

    private static SourceSpan Inline(YamlScalar scalar, string source, int line, int column)
    {
        var index = IndexIn(scalar.Text, line, column);
        var raw = scalar.Offset;
        var quote = raw < source.Length && scalar.Form == ScalarForm.Quoted ? source[raw] : '\0';
        raw += quote == '\0' ? 0 : 1;
        for (var i = 0; i < index && raw < source.Length; i++)
        {
            raw += Width(source, raw, quote);
        }

        var (fileLine, fileColumn) = (scalar.At.Line, scalar.At.Column);
        for (var i = scalar.Offset; i < raw && i < source.Length; i++)
        {
            (fileLine, fileColumn) = source[i] == '\n' ? (fileLine + 1, 1) : (fileLine, fileColumn + 1);
        }

        return new SourceSpan(scalar.At.File, fileLine, fileColumn);
    }

    private static int Width(string source, int raw, char quote)
    {
        if (quote == '\'' && source[raw] == '\'')
        {
            return 2;
        }

        if (quote != '"' || source[raw] != '\\' || raw + 1 >= source.Length)
        {
            return 1;
        }

        return source[raw + 1] switch
        {
            'x' => 4,
            'u' => 6,
            'U' => 10,
            _ => 2,
        };
    }

    private static int IndexIn(string text, int line, int column)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            at = text.IndexOf('\n', at) + 1;
        }

        return at + column - 1;
    }
}
