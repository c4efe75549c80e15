namespace LeadOps.Storage.Local;

/// <summary>Plans of runs lie in the runs' folders, waiting ones in a folder beside these.</summary>
internal sealed class LocalPlans(SqliteStore ledger, string runsFolder) : IPlanStore
{
    private readonly string waiting = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(runsFolder))!, "plans");

    public void Keep(RunFolder run, string portal)
    {
        // It was written where it belongs.
    }

    public string? Of(RunKey run) =>
        new RunFolder(runsFolder, run.Name).PlanFile is var file && File.Exists(file) ? file : null;

    public IReadOnlyList<string> Unclaimed(string portal)
    {
        if (!Directory.Exists(runsFolder))
        {
            return [];
        }

        var known = ledger.Read(
            new HashSet<string>(),
            open => [.. SqliteFile.Rows(open, "SELECT run FROM run", row => row.GetString(0))]
        );
        return
        [
            .. Directory
                .EnumerateDirectories(runsFolder)
                .Select(folder => Path.GetFileName(folder)!)
                .Where(run => !known.Contains(run) && File.Exists(new RunFolder(runsFolder, run).PlanFile)),
        ];
    }

    public void Store(string portal, string plan, string file)
    {
        PrivateFile.CreateFolder(Path.GetDirectoryName(waiting)!);
        PrivateFile.CreateFolder(waiting);
        PrivateFile.CreateFolder(FolderOf(portal));
        var temporary = Path.Combine(FolderOf(portal), $".{Guid.NewGuid():N}.tmp");
        using (var from = File.OpenRead(file))
        using (var to = PrivateFile.Create(temporary))
        {
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        File.Move(temporary, Fetch(portal, plan), overwrite: true);
    }

    public IReadOnlyList<(string Portal, string Plan)> Stored(string beginning) =>
        [.. Waiting().Select(Named).Where(plan => plan.Plan.StartsWith(beginning, StringComparison.Ordinal))];

    public IReadOnlyList<(string Portal, string Plan)> StoredBefore(DateTimeOffset moment) =>
        [.. Waiting().Where(file => File.GetLastWriteTimeUtc(file) < moment.UtcDateTime).Select(Named)];

    public string Fetch(string portal, string plan) => Path.Combine(FolderOf(portal), plan + ".plan");

    public void Forget(string portal, string plan) => File.Delete(Fetch(portal, plan));

    private IEnumerable<string> Waiting() =>
        Directory.Exists(waiting)
            ? Directory
                .EnumerateFiles(waiting, "*.plan", SearchOption.AllDirectories)
                .OrderBy(file => Path.GetFileName(file), StringComparer.Ordinal)
            : [];

    private static (string Portal, string Plan) Named(string file) =>
        (FolderName(file), Path.GetFileNameWithoutExtension(file));

    private string FolderOf(string portal) => Path.Combine(waiting, Uri.EscapeDataString(portal));

    private static string FolderName(string file) =>
        Uri.UnescapeDataString(Path.GetFileName(Path.GetDirectoryName(file)!));
}
