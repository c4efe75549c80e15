using System.CommandLine;
using LeadOps.Cli.Settings;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;
using LeadOps.Manifests;

namespace LeadOps.Cli.Options;

/// <summary>`--changed-since REV`.</summary>
internal static class ChangedSinceOption
{
    public static Option<string?> New() =>
        new("--changed-since")
        {
            Description = "only manifests whose file, rows or uploads differ from this git revision",
            HelpName = "REV",
        };

    /// <summary>All of them without a revision.</summary>
    public static IReadOnlyList<Manifest> Keep(string? revision, IReadOnlyList<Manifest> manifests, bool isQuiet)
    {
        if (revision is null)
        {
            return manifests;
        }

        var repositories = new Dictionary<string, GitChanges>(StringComparer.Ordinal);
        GitChanges ChangesAt(string top) =>
            repositories.TryGetValue(top, out var known) ? known : repositories[top] = new GitChanges(top, revision);
        var changed = manifests.Where(manifest => IsChanged(manifest, revision, ChangesAt)).ToList();
        if (!isQuiet)
        {
            Terminal.Say(
                changed.Count == 0
                    ? $"note: No manifest changed since `{revision}`; "
                        + $"{manifests.Count} {(manifests.Count == 1 ? "is" : "are")} unchanged."
                    : $"note: {changed.Count} of {manifests.Count} manifests changed since `{revision}`: "
                        + $"{string.Join(", ", changed.Select(manifest => manifest.Name))}."
            );
        }

        return changed;
    }

    private static bool IsChanged(Manifest manifest, string revision, Func<string, GitChanges> changesAt)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifest.File))!;
        if (GitState.Top(folder) is not { } top)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--changed-since {revision}`: `{manifest.File}` is not in a git repository. "
                    + "Leave the option out, or type `git init`."
            );
        }

        var changes = changesAt(top);
        return manifest.RowFiles.Prepend(manifest.File).Any(changes.Has)
            || UploadNames
                .Of(manifest)
                .Any(upload =>
                    changes.Different.Any(path =>
                        upload.IsMatch(Path.GetRelativePath(folder, Path.Combine(top, path)).Replace('\\', '/'))
                    )
                );
    }
}
