using System.Globalization;
using LeadOps.Cli.Settings;
using LeadOps.Diagnostics;
using LeadOps.Portal;
using LeadOps.Runs;

namespace LeadOps.Cli.Views;

/// <summary>Facts of a run in few words, the same in history and reports.</summary>
internal static class RunWords
{
    private static readonly (Func<RunSummary, int> Count, string Word, string Meaning)[] ByVerdict =
    [
        (summary => summary.Applied + summary.Unchanged, "Done", "are as planned and were read back"),
        (summary => summary.Stale, "Stale", "moved since the plan and were not written; they need a new plan"),
        (summary => summary.Differs, "Differ", "were written, but the portal holds something else"),
        (summary => summary.Failed, "Failed", "were refused or written only in part; `leadops retry` tries them again"),
        (summary => summary.Unknown, "Unknown", "had no answer; `leadops resume` reads them before it sends anything"),
        (summary => summary.Skipped, "Not done", "had nothing sent"),
    ];

    private const int MostNamed = 20;

    /// <summary>What is not as planned, and what that means; nothing of a run that went well.</summary>
    public static IEnumerable<string> Meanings(RunSummary summary) =>
        summary.IsClean
            ? []
            : ByVerdict
                .Where(verdict => verdict.Count(summary) > 0)
                .Select(verdict =>
                    $"{verdict.Word}: {verdict.Count(summary)} of {summary.Total} leads {verdict.Meaning}."
                );

    /// <summary>The leads that want a look, then the others.</summary>
    public static IEnumerable<LeadOutcome> TroubleFirst(RunReport report) =>
        report.Summary.Applied == report.Summary.Total
            ? report.Leads
            : report
                .Leads.Where(lead => lead.Verdict != Verdict.Applied)
                .Concat(report.Leads.Where(lead => lead.Verdict == Verdict.Applied));

    /// <summary>When, how long, what, who, and from which commit and manifests.</summary>
    public static string Facts(RunReport report, bool redact)
    {
        var plan = report.Plan;
        var what = Spelled.AsCode(plan.Purpose) + (plan.RollbackOf is { } undid ? $" of {undid}" : "");
        var manifests = string.Join(", ", plan.Manifests.Select(manifest => manifest.Name));
        return $"{When(report.StartedAt)} UTC, took {Took(report.StartedAt, report.FinishedAt)}, "
            + $"{what} as {ValueText.User(plan.Portal, redact)}"
            + (plan.GitCommit is null ? "" : $", commit {Commit(plan.GitCommit)}")
            + (manifests.Length > 0 ? $", manifests {manifests}." : ".");
    }

    /// <summary>The leads to look at after `--first N`.</summary>
    public static string First(RunReport report)
    {
        var written = report.Leads.Where(lead => lead.Verdict == Verdict.Applied && lead.Id is not null);
        var names = written.Take(MostNamed + 1).Select(lead => $"#{lead.Id}").ToList();
        return string.Join(", ", names.Take(MostNamed)) + (names.Count > MostNamed ? ", …" : "");
    }

    /// <summary>The manifests that a run carried out; a rollback has none.</summary>
    public static string What(PastRun run) =>
        run.Manifests.Count > 0 ? string.Join(", ", run.Manifests) : Spelled.AsCode(run.Purpose);

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

    /// <summary>What a run cost, up to the seconds that it waited.</summary>
    public static string Cost(RunStats stats) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Counted.Of(stats.HttpRequests, "request")}, "
                + $"{Counted.Of(stats.Retries, "retry", "retries")}, {stats.ThrottledSeconds:0.#} s"
        );

    public static string Leads(IReadOnlyDictionary<Verdict, int> counts) =>
        counts.Count == 0
            ? "-"
            : string.Join(
                ", ",
                counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} {Spelled.AsCode(pair.Key)}")
            );

    public static string When(DateTimeOffset at) =>
        at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Every verdict with its leads.</summary>
    public static IEnumerable<(string Name, int Count)> Counts(RunSummary summary) =>
        [
            ("applied", summary.Applied),
            ("unchanged", summary.Unchanged),
            ("stale", summary.Stale),
            ("differs", summary.Differs),
            ("failed", summary.Failed),
            ("unknown", summary.Unknown),
            ("skipped", summary.Skipped),
        ];
}
