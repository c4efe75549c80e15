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
            $"INSERT INTO run ({Columns}) VALUES ($host, $run, $portal, $plan, $purpose, $status, $at, "
                + "$finished, $user, $machine, $process, $git, $undone, $stats) ON CONFLICT (host, run) DO UPDATE "
                + "SET status = $status",
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

    public static string? Text(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);
}
