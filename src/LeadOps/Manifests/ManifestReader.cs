using LeadOps.Diagnostics;
using LeadOps.Manifests.Yaml;
using LeadOps.Templates;

namespace LeadOps.Manifests;

/// <summary>Reads manifests from files and folders and reports every problem of all of them in one pass.</summary>
public sealed class ManifestReader(IReadOnlyDictionary<string, string> variables, BadRows badRows = BadRows.Refused)
{
    private readonly HashSet<string> usedVariables = new(StringComparer.Ordinal);

    public IReadOnlyList<Manifest> Read(IReadOnlyList<string> paths, DiagnosticBag problems)
    {
        var manifests = new List<Manifest>();
        foreach (var (file, isExplicit) in Files(paths, problems))
        {
            if (ReadFile(file, isExplicit, problems) is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        foreach (var twice in manifests.GroupBy(manifest => manifest.Name).Where(group => group.Count() > 1))
        {
            problems.Error(
                new SourceSpan(twice.Last().File, 1, 1),
                $"The manifest name `{twice.Key}` is already used by `{twice.First().File}`.",
                "Give each manifest its own name."
            );
        }

        foreach (var name in variables.Keys.Where(name => !usedVariables.Contains(name) && !problems.HasErrors))
        {
            var near = Suggestions.Nearest(name, manifests.SelectMany(manifest => manifest.Vars.Keys));
            problems.Error(
                null,
                $"`--var {name}=…`: no manifest has a variable `{name}`.",
                near is null ? "Add it under `vars`, or leave the option out." : $"Did you mean `{near}`?"
            );
        }

        return manifests;
    }

    private static IEnumerable<(string File, bool IsExplicit)> Files(
        IReadOnlyList<string> paths,
        DiagnosticBag problems
    )
    {
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                yield return (path, true);
            }
            else if (Directory.Exists(path))
            {
                foreach (var file in Below(path))
                {
                    yield return (file, false);
                }
            }
            else
            {
                problems.Error(
                    null,
                    $"There is no file or folder `{path}`.",
                    "Give the path of a manifest; without one the folder `manifests/` is meant, "
                        + "which `leadops init` makes."
                );
            }
        }
    }

    private static IEnumerable<string> Below(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".yml" or ".yaml")
            .Where(file => !Path.GetFileName(file).StartsWith("leadops", StringComparison.OrdinalIgnoreCase))
            .Where(file => !Path.GetRelativePath(folder, file).Split('/', '\\').Contains(".leadops"))
            .Order(StringComparer.Ordinal);

    private Manifest? ReadFile(string file, bool isExplicit, DiagnosticBag problems)
    {
        if (ManifestFile.Text(file, file, problems) is not { } source)
        {
            return null;
        }

        var root = YamlTree.Read(file, source, problems);
        return root is null || (!isExplicit && IsRowsFile(root))
            ? null
            : new ManifestBuilder(file, source, problems, variables, usedVariables, badRows).Build(root);
    }

    /// <summary>A list in a folder of manifests is data that some manifest names under `rows`.</summary>
    private static bool IsRowsFile(YamlNode root) => root is YamlSequence;
}
