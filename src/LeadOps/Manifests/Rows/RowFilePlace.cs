using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;

namespace LeadOps.Manifests.Rows;

/// <summary>Files of rows lie beside or below their manifest; links that lead elsewhere do not count.</summary>
internal static class RowFilePlace
{
    public static RowFile? Of(YamlScalar name, string manifestFile, DiagnosticBag problems)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(manifestFile))!;
        var path = name.Text.Contains('\0', StringComparison.Ordinal)
            ? folder
            : Path.GetFullPath(Path.Combine(folder, name.Text));
        if (
            !Path.IsPathRooted(name.Text)
            && path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && !IsLinked(folder, path)
        )
        {
            return new RowFile(path, Path.Combine(Path.GetDirectoryName(manifestFile) ?? "", name.Text), name.At);
        }

        problems.Error(
            name.At,
            $"The rows file `{name.Text}` lies outside the manifest's folder.",
            "Keep rows beside or below the manifest."
        );
        return null;
    }

    /// <summary>A link may lead anywhere, also one on the way to the file.</summary>
    private static bool IsLinked(string folder, string path)
    {
        for (var at = path; at.Length > folder.Length; at = Path.GetDirectoryName(at)!)
        {
            if (new FileInfo(at).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }
}
