namespace LeadOps.Cli.Settings;

/// <summary>
/// The commit that the manifests are at. The commit is read from files; only git itself can tell what differs from
/// it.
/// </summary>
internal static class GitState
{
    public const string Dirty = "-dirty";

    private const string ReferenceMark = "ref: ";
    private const string FolderMark = "gitdir: ";

    /// <summary>
    /// The commit of the folder, with a mark when one of the files differs from it; null when git knows none.
    /// </summary>
    public static string? Of(string folder, IReadOnlyCollection<string> files) =>
        Commit(folder) is { } commit ? commit + (IsDirty(folder, files) ? Dirty : "") : null;

    /// <summary>
    /// Of the folder or the nearest one above, also of a linked worktree, also when references are packed.
    /// </summary>
    public static string? Commit(string folder)
    {
        if (Top(folder) is not { } top || GitFolder(Path.Combine(top, ".git")) is not { } git)
        {
            return null;
        }

        var head = FirstLine(Path.Combine(git, "HEAD"));
        return head?.StartsWith(ReferenceMark, StringComparison.Ordinal) == true
            ? Reference(git, head[ReferenceMark.Length..])
            : head;
    }

    /// <summary>The folder or the nearest one above that git keeps; null when there is none.</summary>
    public static string? Top(string folder)
    {
        var at = new DirectoryInfo(folder);
        while (at is not null && GitFolder(Path.Combine(at.FullName, ".git")) is null)
        {
            at = at.Parent;
        }

        return at?.FullName;
    }

    /// <summary>A worktree has a file instead of the folder, which names its own folder below the main one.</summary>
    private static string? GitFolder(string path) =>
        File.Exists(Path.Combine(path, "HEAD")) ? path
        : FirstLine(path) is { } line && line.StartsWith(FolderMark, StringComparison.Ordinal)
            ? Path.GetFullPath(line[FolderMark.Length..], Path.GetDirectoryName(path)!)
        : null;

    private static string? Reference(string git, string name)
    {
        var common = FirstLine(Path.Combine(git, "commondir")) is { } shared ? Path.GetFullPath(shared, git) : git;
        return FirstLine(Path.Combine(git, name)) ?? FirstLine(Path.Combine(common, name)) ?? Packed(common, name);
    }

    private static string? Packed(string git, string name)
    {
        var file = Path.Combine(git, "packed-refs");
        return File.Exists(file)
            ? File.ReadLines(file)
                .Select(line => line.Split(' ', 2))
                .FirstOrDefault(parts => parts.Length == 2 && parts[1] == name)
                ?[0]
            : null;
    }

    private static string? FirstLine(string file) =>
        File.Exists(file) && File.ReadLines(file).FirstOrDefault()?.Trim() is { Length: > 0 } line ? line : null;

    /// <summary>Without git, or when it does not answer, nothing is claimed.</summary>
    private static bool IsDirty(string folder, IReadOnlyCollection<string> files) =>
        GitCommand.Ask(
            folder,
            ["status", "--porcelain", "--untracked-files=all", "--", .. files.Select(Path.GetFullPath).Distinct()]
        )
            is { IsGood: true, Output.Length: > 0 };
}
