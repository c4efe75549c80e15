using System.Text;
using LeadOps.Diagnostics;

namespace LeadOps.Manifests;

/// <summary>The text of a YAML file.</summary>
internal static class ManifestFile
{
    /// <summary>Null when it cannot be read, which is reported.</summary>
    public static string? Text(string path, string shown, DiagnosticBag problems)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true)
                .GetString(File.ReadAllBytes(path))
                .TrimStart('\uFEFF');
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Error(
                new SourceSpan(shown, 1, 1),
                "The file cannot be read: "
                    + $"{(problem is ArgumentException ? "it is not UTF-8" : problem.Message.TrimEnd('.'))}.",
                "Save it as UTF-8 text."
            );
            return null;
        }
    }
}
