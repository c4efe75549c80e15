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

    public static Command Create()
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
            Write(parsed.GetValue(folder) ?? ".", parsed.GetValue(ci));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Write(string target, string? service)
    {
        if (File.Exists(target))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`{target}` is a file. Give the name of a folder, or none for this one."
            );
        }

        WriteNew(Path.Combine(target, "leadops.yml"), Starter.Text("config.yml"));
        WriteNew(Path.Combine(target, "manifests", "first-change.yml"), Starter.Text("first-change.yml"));
        WriteNew(Path.Combine(target, "schemas", "manifest.schema.json"), SchemaCommand.Manifest());
        WriteNew(Path.Combine(target, "schemas", Starter.ConfigSchema), Starter.Text(Starter.ConfigSchema));
        Ignore(Path.Combine(target, ".gitignore"));
        if (service is not null)
        {
            WriteNew(Path.Combine(target, CiFiles[service]), Starter.Text($"leadops-{service}.yml"));
            InitView.Ci(CiFiles[service]);
        }

        InitView.Next(target);
    }

    private static void WriteNew(string path, string text)
    {
        if (File.Exists(path))
        {
            InitView.File("kept", path);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, text);
        InitView.File("written", path);
    }

    private static void Ignore(string path)
    {
        var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
        var wanted = Starter.Text("gitignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var missing = wanted.Except(lines).ToList();
        if (missing.Count > 0)
        {
            var isNew = !File.Exists(path);
            File.AppendAllLines(path, missing);
            InitView.File(isNew ? "written" : "extended", path);
        }
    }
}
