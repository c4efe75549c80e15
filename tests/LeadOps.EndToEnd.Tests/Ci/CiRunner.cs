using System.Diagnostics;

namespace LeadOps.EndToEnd.Tests.Ci;

/// <summary>
/// A machine of a CI service: a clone, a home and a state home of its own, with `leadops` and the service's program
/// on the path.
/// </summary>
internal sealed class CiRunner
{
    private static readonly string Program = Executable.File;

    private readonly Workspace clone;
    private readonly string programs;

    public CiRunner(Workspace clone)
    {
        this.clone = clone;
        programs = Path.Combine(clone.Folder, "bin");
        Install("leadops", $"PATH=${{PATH#*:}} exec dotnet '{Program}' \"$@\"");

        // Packages come from outside; the tool under test is this build.
        Install("dotnet", "[ \"$1 $2\" = 'tool install' ] || PATH=${PATH#*:} exec dotnet \"$@\"");
        Install("apt-get", "exit 0");
    }

    public string Folder => clone.Folder;

    public void Install(string name, string script)
    {
        clone.Write($"bin/{name}", $"#!/usr/bin/env bash\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(programs, name), (UnixFileMode)0b111_101_101);
        }
    }

    /// <summary>
    /// Step after step, as the service does: after a failure only those that always run. The first failure is the
    /// job's.
    /// </summary>
    public async Task<Ran> RunAsync(CiJob job, IReadOnlyDictionary<string, string> variables)
    {
        var all = job
            .Variables.Concat(variables)
            .Append(KeyValuePair.Create("CI", "true"))
            .Append(KeyValuePair.Create("GITHUB_ENV", Path.Combine(Folder, "github.env")))
            .DistinctBy(pair => pair.Key)
            .ToDictionary();
        var (code, output, errors) = (0, "", "");
        foreach (var step in job.Steps.Where(step => code == 0 || step.Always))
        {
            var ran = await RunAsync(step, all);
            code = code == 0 ? ran.ExitCode : code;
            output += ran.Output;
            errors += ran.Errors;
            ReadBack(all);
        }

        return new Ran(code, output, errors);
    }

    private async Task<Ran> RunAsync(CiStep step, IReadOnlyDictionary<string, string> variables)
    {
        var script = Path.Combine(Folder, "step.sh");
        await File.WriteAllTextAsync(script, step.Script);
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-eo", "pipefail", script])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        Workspace.ForgetTests(start);
        variables.ToList().ForEach(pair => start.Environment[pair.Key] = pair.Value);
        start.Environment["HOME"] = Path.Combine(Folder, "home");
        start.Environment["XDG_STATE_HOME"] = Path.Combine(Folder, "state");
        start.Environment["PATH"] = $"{programs}:{Environment.GetEnvironmentVariable("PATH")}";
        using var bash = Process.Start(start)!;
        bash.StandardInput.Close();
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        using var timeout = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await bash.WaitForExitAsync(timeout.Token);
        return new Ran(bash.ExitCode, await output, await errors);
    }

    /// <summary>What a step wrote there is in the environment of the next ones.</summary>
    private void ReadBack(Dictionary<string, string> variables)
    {
        var file = variables["GITHUB_ENV"];
        foreach (var line in File.Exists(file) ? File.ReadAllLines(file) : [])
        {
            var parts = line.Split('=', 2);
            variables[parts[0]] = parts[1];
        }

        File.Delete(file);
    }
}
