using System.Globalization;
using System.Security.Cryptography;
using LeadOps.Diagnostics;
using LeadOps.Storage;

namespace LeadOps.Runs;

/// <summary>`.leadops/runs/RUN/`: the plan as applied, the journal, the report.</summary>
public sealed class RunFolder
{
    private RunFolder(string path) => Folder = path;

    public string Folder { get; }

    public string Name => System.IO.Path.GetFileName(Folder);

    public string PlanFile => System.IO.Path.Combine(Folder, "plan.jsonl");

    public string Journal => System.IO.Path.Combine(Folder, "journal.db");

    public string Report(string extension) => System.IO.Path.Combine(Folder, "report" + extension);

    public static RunFolder Create(string root, DateTimeOffset now)
    {
        var name =
            now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
            + "-"
            + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2));
        var folder = System.IO.Path.Combine(root, name);
        try
        {
            // One by one: what is made on the way to a folder does not get its rights.
            new[] { System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(root))!, root, folder }
                .ToList()
                .ForEach(PrivateFile.CreateFolder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"The run folder `{folder}` cannot be made: {problem.Message} Nothing was written to the portal.",
                problem
            );
        }

        return new RunFolder(folder);
    }

    /// <summary>A run that was refused before it began leaves nothing.</summary>
    public void Discard() => Directory.Delete(Folder, recursive: true);

    /// <summary>By its name, the beginning of it, or `latest`. Only names of runs that are there count, never a path.</summary>
    public static RunFolder Find(string root, string run)
    {
        var names = Directory.Exists(root)
            ? Directory
                .EnumerateDirectories(root)
                .Select(System.IO.Path.GetFileName)
                .OfType<string>()
                .Order(StringComparer.Ordinal)
                .ToList()
            : [];
        var matching =
            run == "latest" ? names.TakeLast(1).ToList()
            : names.Contains(run) ? [run]
            : run.Length == 0 ? []
            : names.Where(name => name.StartsWith(run, StringComparison.Ordinal)).ToList();
        return matching.Count switch
        {
            1 => new RunFolder(System.IO.Path.Combine(root, matching[0])),
            0 => throw new LeadOpsException(
                Failure.Invalid,
                $"There is no run `{run}` in `{root}`. `leadops history` lists the runs."
            ),
            _ => throw new LeadOpsException(
                Failure.Invalid,
                $"`{run}` is the beginning of {matching.Count} runs. Give more of the name."
            ),
        };
    }
}
