using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>Runs as rows of the ledger.</summary>
internal static class RunTable
{
    public const string Columns =
        "host, run, portal, plan, purpose, status, at, finished, user, machine, process, git, rollback_of, stats";

    public static void Insert(SqliteConnection open, RunRow run)
    {
        SqliteFile.Execute(
            open,
            $"INSERT INTO run ({Columns}) VALUES ($host, $run, $portal, $plan, $purpose, $status, $at, $finished, $user, $machine, $process, $git, $undone, $stats) ON CONFLICT (host, run) DO UPDATE SET status = $status",
            ("$host", run.Key.Portal),
            ("$run", run.Key.Name),
            ("$portal", run.PortalName),
            ("$plan", run.Plan),
            ("$purpose", run.Purpose),
            ("$status", run.Status),
            ("$at", Text(run.StartedAt)),
            ("$finished", Text(run.FinishedAt)),
            ("$user", run.By.User),
            ("$machine", run.By.Host),
            ("$process", run.By.Process),
            ("$git", run.GitCommit),
            ("$undone", run.RollbackOf),
            ("$stats", run.Stats)
        );
        foreach (var (position, manifest) in run.Manifests.Index())
        {
            SqliteFile.Execute(
                open,
                "INSERT OR IGNORE INTO run_manifest VALUES ($host, $run, $position, $name, $digest, $once)",
                ("$host", run.Key.Portal),
                ("$run", run.Key.Name),
                ("$position", position),
                ("$name", manifest.Name),
                ("$digest", manifest.Digest),
                ("$once", manifest.Once)
            );
        }
    }

    public static RunRow Read(SqliteDataReader row) =>
        new()
        {
            Key = new RunKey(row.GetString(0), row.GetString(1)),
            PortalName = row.GetString(2),
            Plan = row.GetString(3),
            Purpose = row.GetString(4),
            Status = row.GetString(5),
            StartedAt = Moment(row.GetString(6)),
            FinishedAt = row.IsDBNull(7) ? null : Moment(row.GetString(7)),
            By = new Operator(row.GetString(8), row.GetString(9), row.GetInt32(10)),
            GitCommit = row.IsDBNull(11) ? null : row.GetString(11),
            RollbackOf = row.IsDBNull(12) ? null : row.GetString(12),
            Stats = row.IsDBNull(13) ? null : row.GetString(13),
        };

    public static string? Text(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);

    public static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
