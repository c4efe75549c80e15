using LeadOps.Templates;

namespace LeadOps.Manifests.Rows;

/// <summary>
/// The file that was meant by a path to none: each part spelt otherwise, above all in other letters' case.
/// </summary>
internal static class NearFile
{
    private const int MostEntries = 1_000;

    /// <summary>As its manifest would write it.</summary>
    public static string? Of(RowFile file)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(file.At.File))!;
        var at = folder;
        var parts = Path.GetRelativePath(folder, file.Path).Split('/', '\\');
        foreach (var (index, part) in parts.Index())
        {
            var entries = Entries(at, isFile: index == parts.Length - 1);
            var near =
                entries.Find(entry => entry == part)
                ?? entries.Find(entry => entry.Equals(part, StringComparison.OrdinalIgnoreCase))
                ?? Suggestions.Nearest(part, entries);
            if (near is null)
            {
                return null;
            }

            at = Path.Combine(at, near);
        }

        return Path.GetRelativePath(folder, at).Replace('\\', '/');
    }

    private static List<string> Entries(string folder, bool isFile)
    {
        try
        {
            var entries = isFile ? Directory.EnumerateFiles(folder) : Directory.EnumerateDirectories(folder);
            return [.. entries.Take(MostEntries).Select(path => Path.GetFileName(path))];
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
