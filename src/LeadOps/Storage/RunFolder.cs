using System.Globalization;
using System.Security.Cryptography;
using LeadOps.Diagnostics;

namespace LeadOps.Storage;

/// <summary>
/// `.leadops/runs/RUN/`: what this machine keeps of a run for people, and where a local state keeps plan and journal.
/// </summary>
public sealed class RunFolder(string root, string name)
{
    public string Name => name;

    public string Folder { get; } = Path.Combine(root, name);

    public string PlanFile => Path.Combine(Folder, "plan.jsonl");

    public string Journal => Path.Combine(Folder, "journal.db");

    public string Report(string extension) => Path.Combine(Folder, "report" + extension);

    public static RunFolder Create(string root, DateTimeOffset now)
    {
        var folder = new RunFolder(
            root,
            now.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)
                + "-"
                + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(2))
        );
        folder.Make();
        return folder;
    }

    public void Make()
    {
        try
        {
            // One by one: what is made on the way to a folder does not get its rights.
            new[] { Path.GetDirectoryName(Path.GetFullPath(root))!, root, Folder }
                .ToList()
                .ForEach(PrivateFile.CreateFolder);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new LeadOpsException(
                Failure.Portal,
                $"The run folder `{Folder}` cannot be made: {problem.Message} Nothing was written to the portal.",
                problem
            );
        }
    }

    /// <summary>A run that was refused before it began leaves nothing.</summary>
    public void Discard() => Directory.Delete(Folder, recursive: true);
}
