using LeadOps.Diagnostics;

namespace LeadOps.Manifests.Yaml;

/// <summary>
/// From a place inside a scalar's text to its place in the file: through quotes, escapes, folded lines and
/// indentation.
/// </summary>
internal static class ScalarPlaces
{
    public static Func<int, int, SourceSpan> For(YamlScalar scalar, string source) =>
        (line, column) => Place(scalar, source, ScalarWalk.Offset(scalar, source, IndexIn(scalar.Text, line, column)));

    private static SourceSpan Place(YamlScalar scalar, string source, int offset)
    {
        var (line, column) = (scalar.At.Line, scalar.At.Column);
        for (var i = scalar.Offset; i < offset && i < source.Length; i++)
        {
            (line, column) = source[i] == '\n' ? (line + 1, 1) : (line, column + 1);
        }

        return new SourceSpan(scalar.At.File, line, column);
    }

    private static int IndexIn(string text, int line, int column)
    {
        var at = 0;
        for (var i = 1; i < line; i++)
        {
            at = text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end + 1;
        }

        return Math.Clamp(at + column - 1, 0, text.Length);
    }
}
