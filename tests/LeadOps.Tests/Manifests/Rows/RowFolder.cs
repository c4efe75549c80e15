using LeadOps.Diagnostics;
using LeadOps.Manifests;

namespace LeadOps.Tests.Manifests.Rows;

/// <summary>A folder with one file of rows and a manifest that names it.</summary>
internal static class RowFolder
{
    public static (RowSet? Rows, string Errors) Read(string file, byte[] content, string keys = "")
    {
        var folder = Directory.CreateTempSubdirectory("leadops-rows-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, file), content);
            var manifest = Path.Combine(folder.FullName, "m.yml");
            File.WriteAllText(
                manifest,
                "manifest: 1\nname: m\nrows:\n  r: { file: "
                    + $"{file}{(keys.Length > 0 ? ", " + keys : "")} }}\nchanges:\n  - {{ name: c, forEach: r, "
                    + "select: { id: 1 }, set: { TITLE: x } }\n"
            );
            var problems = new DiagnosticBag();
            var read = new ManifestReader(new Dictionary<string, string>(StringComparer.Ordinal)).Read(
                [manifest],
                problems
            );
            return (
                read.Count == 0 ? null : read[0].Changes[0].ForEach,
                string.Join('\n', problems.Items).Replace(folder.FullName + "/", "", StringComparison.Ordinal)
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
