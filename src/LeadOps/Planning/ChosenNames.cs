using LeadOps.Manifests;

namespace LeadOps.Planning;

/// <summary>
/// What `--only` keeps of the manifests. It names a change or fixture, alone or as MANIFEST/NAME; nothing means all.
/// </summary>
internal static class ChosenNames
{
    public static bool Has(IReadOnlyCollection<string> only, Manifest manifest, string name) =>
        only.Count == 0 || only.Contains(name) || only.Contains($"{manifest.Name}/{name}");

    /// <summary>A change whose name stands in two manifests is labelled with its manifest, too.</summary>
    public static IReadOnlyList<(Manifest Manifest, ChangeDefinition Change, string Label)> Changes(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only
    )
    {
        var chosen = manifests
            .SelectMany(manifest =>
                manifest
                    .Changes.Where(change => Has(only, manifest, change.Name))
                    .Select(change => (Manifest: manifest, Change: change))
            )
            .ToList();
        var names = chosen.CountBy(pair => pair.Change.Name).ToDictionary(StringComparer.Ordinal);
        return
        [
            .. chosen.Select(pair =>
                (
                    pair.Manifest,
                    pair.Change,
                    names[pair.Change.Name] > 1 ? $"{pair.Manifest.Name}/{pair.Change.Name}" : pair.Change.Name
                )
            ),
        ];
    }

    public static IEnumerable<(Manifest Manifest, FixtureDefinition Fixture)> Fixtures(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyCollection<string> only
    ) =>
        manifests.SelectMany(manifest =>
            manifest.Fixtures.Where(fixture => Has(only, manifest, fixture.Name)).Select(fixture => (manifest, fixture))
        );
}
