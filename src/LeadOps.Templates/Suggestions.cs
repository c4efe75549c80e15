using F23.StringSimilarity;

namespace LeadOps.Templates;

/// <summary>"Did you mean …": the nearest known name, if it is near enough to be a slip.</summary>
public static class Suggestions
{
    /// <summary>Swapping two neighbours counts as one edit.</summary>
    private static readonly OptimalStringAlignment Edits = new();

    public static string? Nearest(string name, IEnumerable<string> candidates)
    {
        var limit = Math.Max(1, name.Length / 3);
        var searched = name.ToUpperInvariant();
        return candidates
            .Where(candidate => Math.Abs(candidate.Length - name.Length) <= limit)
            .Select(candidate => (candidate, distance: Edits.Distance(searched, candidate.ToUpperInvariant())))
            .Where(pair => pair.distance <= limit && pair.distance < Math.Max(name.Length, pair.candidate.Length))
            .OrderBy(pair => pair.distance)
            .ThenBy(pair => pair.candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <summary>The suggestion as the end of a message.</summary>
    public static string Hint(string? near) => near is null ? "" : $" Did you mean `{near}`?";
}
