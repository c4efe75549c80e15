using LeadOps.Diagnostics;
using LeadOps.Fields;
using LeadOps.Manifests;
using LeadOps.Manifests.Checks;

namespace LeadOps.Tests.Manifests;

/// <summary>What reading and checking without a portal says of a manifest `m.yml`.</summary>
internal static class CheckedManifest
{
    public static string Problems(string yaml, params (string Name, string Text)[] beside)
    {
        var folder = Directory.CreateTempSubdirectory("manifest-").FullName;
        var file = Path.Combine(folder, "m.yml");
        File.WriteAllText(file, yaml);
        foreach (var (name, text) in beside)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        var problems = new DiagnosticBag();
        var manifests = new ManifestReader(new Dictionary<string, string>()).Read([file], problems);
        manifests.ToList().ForEach(new ManifestChecker(FieldCatalogue.Standard, problems).Check);
        Directory.Delete(folder, true);
        return string.Join('\n', problems.Items)
            .Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }
}
