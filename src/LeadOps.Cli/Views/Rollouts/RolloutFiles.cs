using LeadOps.Cli.Options;
using LeadOps.Cli.Views.Portals;
using LeadOps.Diagnostics;
using LeadOps.Rollouts;
using LeadOps.Storage;

namespace LeadOps.Cli.Views.Rollouts;

/// <summary>The reports of a rollout: those that were asked for, and those in `.leadops/rollouts/ID/`.</summary>
internal static class RolloutFiles
{
    private const int Width = 160;

    private static readonly Dictionary<string, string> Formats = new(StringComparer.OrdinalIgnoreCase)
    {
        [".json"] = "json",
        [".md"] = "markdown",
        [".html"] = "html",
    };

    public static void Check(string path)
    {
        if (!Formats.ContainsKey(Path.GetExtension(path)))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--report {path}`: a rollout's report is {string.Join(", ", Formats.Keys)}. "
                    + "The runs of its portals have their own reports."
            );
        }

        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"`--report {path}`: there is no folder `{folder}`. Create it first."
            );
        }
    }

    /// <summary>False when one could not be written; that is said.</summary>
    public static bool Write(RolloutInvocation invocation, RolloutReport report)
    {
        var page = RolloutView.Page(report);
        var folder = Path.Combine(invocation.Settings.StatePath("rollouts"), report.Rollout.Id);
        var own = Formats.Keys.Select(extension => Path.Combine(folder, "report" + extension));
        var files = invocation.Reports.Concat(own).ToList();
        return files.Count(file => Write(file, page, report.Rollout.Id)) == files.Count;
    }

    private static bool Write(string file, PortalPage page, string id)
    {
        try
        {
            MakeFolder(Path.GetDirectoryName(Path.GetFullPath(file))!);
            using var stream = PrivateFile.Create(file);
            using var writer = new StreamWriter(stream);
            PortalPageView.Write(writer, page, Formats[Path.GetExtension(file)], colour: false, Width);
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Terminal.Error.WriteLine(
                $"error: The report `{file}` cannot be written: {FileProblem.Of(problem)} The rollout is recorded; "
                    + $"`leadops rollout status {id}` prints it."
            );
            return false;
        }
    }

    /// <summary>One by one: what is made on the way to a folder does not get its rights.</summary>
    private static void MakeFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            MakeFolder(Path.GetDirectoryName(folder)!);
            PrivateFile.CreateFolder(folder);
        }
    }
}
