using System.Text.RegularExpressions;

namespace LeadOps.Manifests;

/// <summary>
/// The files that a manifest uploads, as far as it names them: `{ file: scans/{{ row.id }}.pdf }` may be any of
/// `scans/*.pdf`.
/// </summary>
public static partial class UploadNames
{
    private const string Key = "file";

    /// <summary>Patterns of paths that begin at the manifest's folder, with `/` between folders.</summary>
    public static IEnumerable<Regex> Of(Manifest manifest) =>
        manifest
            .Changes.SelectMany(change => change.Set.Concat(change.WhenMissing?.SetOnCreate ?? []))
            .Concat(manifest.Fixtures.SelectMany(fixture => fixture.Set))
            .SelectMany(assignment => new[] { assignment.Value, assignment.Edit?.Add, assignment.Edit?.Replace })
            .OfType<ManifestValue>()
            .SelectMany(Written)
            .Select(Pattern);

    private static IEnumerable<string> Written(ManifestValue value) =>
        value switch
        {
            MappingValue { Entries: [(Key, _, ScalarValue name)] } => (name.Template?.Text ?? name.Literal?.ToString())
                is { } text
                ? [text]
                : [],
            MappingValue mapping => mapping.Entries.SelectMany(entry => Written(entry.Value)),
            SequenceValue sequence => sequence.Items.SelectMany(Written),
            _ => [],
        };

    private static Regex Pattern(string written)
    {
        var path = written.Replace('\\', '/');
        var plain = Code().Split(path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
        return new Regex($"^{string.Join(".*", plain.Select(Regex.Escape))}$", RegexOptions.CultureInvariant);
    }

    [GeneratedRegex("{{.*?}}", RegexOptions.Singleline)]
    private static partial Regex Code();
}
