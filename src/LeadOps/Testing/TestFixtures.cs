using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Testing;

/// <summary>The fixtures that a test seeds: those it names, or all of its manifest.</summary>
internal static class TestFixtures
{
    public static List<(Manifest Manifest, FixtureDefinition Fixture)> Of(
        Manifest manifest,
        ManifestTest test,
        IReadOnlyList<Manifest> manifests
    )
    {
        if (test.Fixtures is null)
        {
            return [.. manifest.Fixtures.Select(fixture => (manifest, fixture))];
        }

        var known = manifests
            .Append(manifest)
            .Distinct()
            .SelectMany(owner => owner.Fixtures.Select(fixture => (owner, fixture)))
            .ToList();
        return
        [
            .. test.Fixtures.Select(wanted =>
                known.Find(pair =>
                    wanted.Name == $"{pair.owner.Name}/{pair.fixture.Name}"
                    || (pair.owner == manifest && wanted.Name == pair.fixture.Name)
                )
                    is ({ } owner, { } fixture)
                    ? (owner, fixture)
                    : throw new InvalidInputException(
                        wanted.At,
                        $"There is no fixture `{wanted.Name}`.",
                        Suggestions.Nearest(wanted.Name, known.Select(pair => pair.fixture.Name)) is { } near
                            ? $"Did you mean `{near}`?"
                            : "Fixtures of other manifests are written MANIFEST/FIXTURE."
                    )
            ),
        ];
    }
}
