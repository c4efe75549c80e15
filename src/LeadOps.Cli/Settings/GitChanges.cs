using LeadOps.Diagnostics;

namespace LeadOps.Cli.Settings;

/// <summary>
/// The files of one repository that are not as a revision has them, committed or not. A branch is compared with the
/// commit where this one left it, as on a pull request: what others did there meanwhile is not ours.
/// </summary>
internal sealed class GitChanges
{
    private const string Deeper =
        "This clone is shallow: it has the newest commits only. "
        + "Fetch them all with `git fetch --unshallow`, or set `fetch-depth: "
        + "0` (GitHub Actions) or `GIT_DEPTH: 0` (GitLab CI).";

    private static readonly StringComparer Spelling =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
            ? StringComparer.OrdinalIgnoreCase
            : StringComparer.Ordinal;

    private readonly string top;
    private readonly string revision;
    private readonly IReadOnlySet<string> different;
    private readonly IReadOnlySet<string> known;

    /// <param name="top">The folder that git keeps.</param>
    public GitChanges(string top, string revision)
    {
        (this.top, this.revision) = (top, revision);
        var start = Start();
        different = new HashSet<string>(
            [
                .. Names("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", start),
                .. Names("ls-files", "--others", "--exclude-standard", "-z"),
            ],
            Spelling
        );
        known = Names("ls-tree", "-r", "-z", "--full-tree", "--name-only", start);
    }

    /// <summary>
    /// Paths below <see cref="top"/>, with `/` between folders; new and deleted files are among them, ignored ones
    /// are not.
    /// </summary>
    public IEnumerable<string> Different => different;

    /// <summary>Also when it was not there then, which is all that is known of an ignored file.</summary>
    public bool Has(string file)
    {
        var path = Path.GetRelativePath(top, Path.GetFullPath(file)).Replace('\\', '/');
        return different.Contains(path) || !known.Contains(path);
    }

    private string Start()
    {
        if (revision.StartsWith('-') || !Ask("rev-parse", "--verify", "--quiet", $"{revision}^{{commit}}").IsGood)
        {
            throw Unusable(
                $"there is no revision `{revision}` in `{top}`.",
                "Check how it is written, or fetch it, for instance with `git fetch origin`."
            );
        }

        return Ask("merge-base", revision, "HEAD") is { IsGood: true } found ? found.Output.Trim()
            : IsShallow ? throw Unusable($"git does not find the commit where this branch left `{revision}`.", Deeper)
            : revision;
    }

    private bool IsShallow => Ask("rev-parse", "--is-shallow-repository").Output.Trim() == "true";

    private HashSet<string> Names(params string[] arguments)
    {
        var answer = Ask(arguments);
        return answer.IsGood
            ? answer.Output.Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(Spelling)
            : throw Unusable($"git cannot say what changed: {answer.Errors.Trim()}", "Correct that first.");
    }

    private GitAnswer Ask(params string[] arguments)
    {
        var answer =
            GitCommand.Ask(top, arguments)
            ?? throw new LeadOpsException(
                Failure.Invalid,
                $"`--changed-since {revision}` asks git, and git does not answer. Install it, or leave the option out."
            );
        return answer.Errors.Contains("dubious ownership", StringComparison.Ordinal)
            ? throw new LeadOpsException(
                Failure.Invalid,
                $"`--changed-since {revision}`: git does not trust `{top}`, which belongs to another user. "
                    + $"Type: git config --global --add safe.directory {top}"
            )
            : answer;
    }

    private LeadOpsException Unusable(string what, string next) =>
        new(Failure.Invalid, $"`--changed-since {revision}`: {what} {(IsShallow ? Deeper : next)}");
}
