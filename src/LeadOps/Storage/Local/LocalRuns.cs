using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>The ledger of a project: its runs, the plans that they used up, its `once` manifests.</summary>
internal sealed class LocalRuns(SqliteStore ledger, string runsFolder) : IRunStore
{
    private const int RunsForForecast = 5;
    private const string IsRemoved = "NOT EXISTS (SELECT 1 FROM run WHERE run.host = u.host AND run.run = u.run)";

    public IReadOnlyList<RunRow> Of(string portal) => Select("host = $host", ("$host", portal));

    public IReadOnlyList<RunRow> OfManifest(string portal, string manifest) =>
        Select(
            "host = $host AND run IN (SELECT run FROM run_manifest WHERE host = $host AND name = $name)",
            ("$host", portal),
            ("$name", manifest)
        );

    public RunRow? Find(RunKey run) =>
        Select("host = $host AND run = $run", ("$host", run.Portal), ("$run", run.Name)) is [var row] ? row : null;

    public IReadOnlyList<(string Portal, int Runs)> Portals() =>
        ledger.Read<IReadOnlyList<(string, int)>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    "SELECT host, COUNT(*) FROM run GROUP BY host ORDER BY host",
                    row => (row.GetString(0), row.GetInt32(1))
                )
        );

    public string? UserOf(string portal, string plan) =>
        ledger.Read(
            null,
            open =>
                SqliteFile.Scalar(
                    open,
                    "SELECT run FROM used_plan WHERE host = $host AND plan = $plan",
                    ("$host", portal),
                    ("$plan", plan)
                ) as string
        );

    public OnceRow? Once(string portal, string manifest) =>
        ledger.Read(
            null,
            open =>
                SqliteFile
                    .Rows(
                        open,
                        "SELECT name, digest, run FROM once_manifest WHERE host = $host AND name = $name",
                        RunRows.Once,
                        ("$host", portal),
                        ("$name", manifest)
                    )
                    .FirstOrDefault()
        );

    public double? CostOfWrite(string portal) =>
        ledger.Read(
            null,
            open =>
                SqliteFile.Scalar(
                    open,
                    "SELECT SUM(seconds) / SUM(writes) FROM (SELECT seconds, writes FROM cost "
                        + "WHERE host = $host ORDER BY run DESC LIMIT $runs)",
                    ("$host", portal),
                    ("$runs", RunsForForecast)
                ) as double?
        );

    public RunCost? CostOf(RunKey run) =>
        ledger.Read(
            null,
            open =>
                SqliteFile.Rows(
                    open,
                    "SELECT writes, seconds FROM cost WHERE host = $host AND run = $run",
                    RunRows.Cost,
                    ("$host", run.Portal),
                    ("$run", run.Name)
                )
                    is [var cost]
                    ? cost
                    : null
        );

    /// <summary>What stays known of runs that were taken away: the plans that they used up.</summary>
    public IReadOnlyList<(string Portal, string Plan, string Run)> PlansOfRemoved() =>
        ledger.Read<IReadOnlyList<(string, string, string)>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    $"SELECT host, plan, run FROM used_plan u WHERE {IsRemoved}",
                    row => (row.GetString(0), row.GetString(1), row.GetString(2))
                )
        );

    /// <summary>What stays known of runs that were taken away: their `once` manifests.</summary>
    public IReadOnlyList<(string Portal, OnceRow Once)> OnceOfRemoved() =>
        ledger.Read<IReadOnlyList<(string, OnceRow)>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    $"SELECT name, digest, run, host FROM once_manifest u WHERE {IsRemoved}",
                    row => (row.GetString(3), RunRows.Once(row))
                )
        );

    public bool Claim(RunRow run, ILease lease) =>
        ledger.Write(open =>
        {
            var (host, name) = run.Key;
            SqliteFile.Execute(
                open,
                "INSERT OR IGNORE INTO used_plan VALUES ($host, $plan, $run)",
                ("$host", host),
                ("$plan", run.Plan),
                ("$run", name)
            );
            var isOurs =
                SqliteFile.Scalar(
                    open,
                    "SELECT run FROM used_plan WHERE host = $host AND plan = $plan",
                    ("$host", host),
                    ("$plan", run.Plan)
                ) as string
                == name;
            if (isOurs)
            {
                RunTable.Insert(open, run);
            }

            return isOurs;
        });

    public void Change(RunKey run, RunChange change, ILease lease) =>
        ledger.Write(open =>
        {
            SqliteFile.Execute(
                open,
                "UPDATE run SET status = $status, finished = COALESCE($finished, finished), stats = "
                    + "COALESCE($stats, stats) WHERE host = $host AND run = $run",
                ("$host", run.Portal),
                ("$run", run.Name),
                ("$status", change.Status),
                ("$finished", RunTable.Text(change.FinishedAt)),
                ("$stats", change.Stats)
            );
            if (change.Cost is { } cost)
            {
                SqliteFile.Execute(
                    open,
                    "INSERT OR REPLACE INTO cost VALUES ($host, $run, $writes, $seconds)",
                    ("$host", run.Portal),
                    ("$run", run.Name),
                    ("$writes", cost.Writes),
                    ("$seconds", cost.Seconds)
                );
            }

            Follow(open, run.Portal, change);
        });

    public void Remove(RunKey run)
    {
        ledger.Write(open =>
        {
            foreach (var table in new[] { "run", "run_manifest", "cost" })
            {
                SqliteFile.Execute(
                    open,
                    $"DELETE FROM {table} WHERE host = $host AND run = $run",
                    ("$host", run.Portal),
                    ("$run", run.Name)
                );
            }
        });
        if (Directory.Exists(new RunFolder(runsFolder, run.Name).Folder))
        {
            new RunFolder(runsFolder, run.Name).Discard();
        }
    }

    /// <summary>What a status means for other runs and for `once` manifests.</summary>
    private static void Follow(SqliteConnection open, string host, RunChange change)
    {
        foreach (var once in change.Once)
        {
            SqliteFile.Execute(
                open,
                "INSERT OR REPLACE INTO once_manifest VALUES ($host, $name, $digest, $run)",
                ("$host", host),
                ("$name", once.Manifest),
                ("$digest", once.Digest),
                ("$run", once.Run)
            );
        }

        if (change.Forget is { } forgotten)
        {
            SqliteFile.Execute(
                open,
                "DELETE FROM once_manifest WHERE host = $host AND run = $run",
                ("$host", host),
                ("$run", forgotten)
            );
        }

        if (change.Undone is var (undone, status))
        {
            SqliteFile.Execute(
                open,
                "UPDATE run SET status = $status WHERE host = $host AND run = $run",
                ("$host", host),
                ("$run", undone),
                ("$status", status)
            );
        }
    }

    private IReadOnlyList<RunRow> Select(string where, params (string Name, object? Value)[] values) =>
        ledger.Read<IReadOnlyList<RunRow>>(
            [],
            open =>
            {
                var manifests = SqliteFile
                    .Rows(
                        open,
                        "SELECT run, name, digest, once FROM run_manifest WHERE host = $host AND run IN "
                            + $"(SELECT run FROM run WHERE {where}) ORDER BY run, position",
                        RunRows.Manifest<string>,
                        values
                    )
                    .ToLookup(pair => pair.Run, pair => pair.Manifest);
                return SqliteFile.Rows(
                    open,
                    $"SELECT {RunTable.Columns} FROM run WHERE {where} ORDER BY at DESC, run DESC",
                    row => RunRows.Run(row) with { Manifests = [.. manifests[row.GetString(1)]] },
                    values
                );
            }
        );
}
