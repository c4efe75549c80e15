using System.Globalization;
using LeadOps.Cli.Settings;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>Facts of a run in few words, the same in history and reports.</summary>
internal static class RunWords
{
    public static string Commit(string? commit) =>
        Sha(commit) is { } sha ? sha[..Math.Min(8, sha.Length)] + (IsDirty(commit) ? " (dirty)" : "") : "-";

    public static string? Sha(string? commit) => IsDirty(commit) ? commit![..^GitState.Dirty.Length] : commit;

    public static bool IsDirty(string? commit) => commit?.EndsWith(GitState.Dirty, StringComparison.Ordinal) == true;

    public static string Took(DateTimeOffset from, DateTimeOffset? to) =>
        to is not { } end ? "-"
        : end - from is { TotalMinutes: < 1 } seconds
            ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, seconds.TotalSeconds):0.#} s")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Math.Floor((end - from).TotalMinutes):0} min {(end - from).Seconds} s"
        );

    public static string Leads(IReadOnlyDictionary<Verdict, int> counts) =>
        counts.Count == 0
            ? "-"
            : string.Join(
                ", ",
                counts
                    .OrderBy(pair => pair.Key)
                    .Select(pair => $"{pair.Value} {pair.Key.ToString().ToLowerInvariant()}")
            );

    public static string When(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
