using System.CommandLine;
using LeadOps.Cli.Options;
using LeadOps.Cli.Views;
using LeadOps.Diagnostics;

namespace LeadOps.Cli.Commands;

internal static class InitCommand
{
    /// <summary>Where a service looks for its file, by the name of the service.</summary>
    private static readonly Dictionary<string, string> CiFiles = new(StringComparer.Ordinal)
    {
        ["github"] = ".github/workflows/leadops.yml",
        ["gitlab"] = ".gitlab-ci.yml",
    };

    public static Command Create(GlobalOptions global)
    {
        var folder = new Argument<string?>("DIR")
        {
            Description = "folder; default: here",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var ci = CheckedOption.Among("--ci", "also the file for GitHub Actions or GitLab CI", [.. CiFiles.Keys]);
        var command = new Command(
            "init",
            "Write a commented leadops.yml, a first manifest, schemas for the editor and .gitignore lines; "
                + "never overwrites. Example: leadops init crm-fixes"
        )
        {
            folder,
            ci,
        };
        command.SetAction(parsed =>
        {
            var target = parsed.GetValue(folder) ?? ".";
            var service = parsed.GetValue(ci);
            var files = Written(target, service);
            if (global.Format(parsed, "text", "json") == "json")
            {
                InitView.WriteJson(files);
            }
            else
            {
                InitView.Text(target, files, service is null ? null : CiFiles[service]);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>One after the other, as they are asked for.</summary>
    private static IEnumerable<InitFile> Written(string target, string? service)
    {
        if (File.Exists(target))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`{target}` is a file. Give the name of a folder, or none for this one."
            );
        }

        yield return New(Path.Combine(target, "leadops.yml"), Starter.Text("config.yml"));
        yield return New(Path.Combine(target, "manifests", "first-change.yml"), Starter.Text("first-change.yml"));
        yield return New(Path.Combine(target, "schemas", "manifest.schema.json"), SchemaCommand.Manifest());
        yield return New(Path.Combine(target, "schemas", Starter.ConfigSchema), Starter.Text(Starter.ConfigSchema));
        if (Ignored(Path.Combine(target, ".gitignore")) is { } ignored)
        {
            yield return ignored;
        }

        if (service is not null)
        {
            yield return New(Path.Combine(target, CiFiles[service]), Starter.Text($"leadops-{service}.yml"));
        }
    }

    private static InitFile New(string path, string text)
    {
        if (File.Exists(path))
        {
            return new InitFile(path, "kept");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
        return new InitFile(path, "written");
    }

    /// <summary>Null when nothing had to be added.</summary>
    private static InitFile? Ignored(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var wanted = Starter.Text("gitignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var missing = wanted.Except(lines).ToList();
        if (missing.Count == 0)
        {
            return null;
        }

        var isNew = !File.Exists(path);
        File.AppendAllLines(path, missing);
        return new InitFile(path, isNew ? "written" : "extended");
    }
}
