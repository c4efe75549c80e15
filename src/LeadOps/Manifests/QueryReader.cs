using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests;

/// <summary>
/// Reads the selector of a query that was typed on the command line, with the words and the checks of manifests.
/// </summary>
public static class QueryReader
{
    private const string Head = "{manifest: 1, name: query, changes: [{name: query, set: {TITLE: query}, select:\n";

    /// <param name="lines">YAML of the selector's members, one to a line, so that a place tells the line it came
    /// from.</param>
    public static Manifest? Read(IReadOnlyList<string> lines, DiagnosticBag problems)
    {
        var source = $"{Head}{string.Join('\n', lines)}\n}}]}}";
        return YamlTree.Read("query", source, problems) is { } root
            ? new ManifestBuilder("query", source, problems, new Dictionary<string, string>(), []).Build(root)
            : null;
    }

    /// <summary>The line that a problem was found in, from 0; null when it is in none of them.</summary>
    public static int? LineOf(Diagnostic problem, IReadOnlyList<string> lines) =>
        problem.At is { } at && at.Line >= 2 && at.Line - 2 < lines.Count ? at.Line - 2 : null;
}
