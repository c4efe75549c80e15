using LeadOps.Diagnostics;
using LeadOps.Manifests;
using LeadOps.Templates;

namespace LeadOps.Cli.Options;

/// <summary>`--select`: changes and fixtures by name, or MANIFEST/NAME.</summary>
internal static class ChosenNames
{
    private const int MostNamed = 10;

    public static HashSet<string> Of(string? text, IReadOnlyList<Manifest> manifests)
    {
        var chosen = (text ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .ToHashSet(StringComparer.Ordinal);
        var names = manifests.SelectMany(NamesOf).Distinct(StringComparer.Ordinal).ToList();
        var known = manifests
            .SelectMany(manifest => NamesOf(manifest).Select(name => $"{manifest.Name}/{name}"))
            .Concat(names)
            .ToHashSet(StringComparer.Ordinal);
        return chosen.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw Unknown(unknown, known, names)
            : chosen;
    }

    private static IEnumerable<string> NamesOf(Manifest manifest) =>
        manifest.Changes.Select(change => change.Name).Concat(manifest.Fixtures.Select(fixture => fixture.Name));

    private static LeadOpsException Unknown(string name, HashSet<string> known, List<string> names)
    {
        var near = Suggestions.Nearest(name, known);
        var some = string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
        return new LeadOpsException(
            Failure.Invalid,
            $"`--select {name}`: no manifest has a change or fixture of that name."
                + (
                    near is not null ? $" Did you mean `{near}`?"
                    : some.Length > 0 ? $" There are: {some}."
                    : ""
                )
        );
    }
}
