using System.Globalization;
using LeadOps.Diagnostics;
using LeadOps.Plans;
using LeadOps.Storage;
using Microsoft.Data.Sqlite;

namespace LeadOps.Runs;

public sealed record PastRun(
    string Run,
    DateTimeOffset At,
    string User,
    string Manifests,
    string? GitCommit,
    string Status,
    string Purpose
);

/// <summary>Memory across runs, per portal: which runs there were, which plans are used up, which once-manifests are done.</summary>
public sealed class RunLedger : IDisposable
{
    private static readonly string[] Migrations =
    [
        """
            CREATE TABLE run (host TEXT NOT NULL, run TEXT NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL, manifests TEXT NOT NULL, git TEXT, status TEXT NOT NULL, purpose TEXT NOT NULL, PRIMARY KEY (host, run));
            CREATE TABLE used_plan (host TEXT NOT NULL, plan TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (host, plan));
            CREATE TABLE once_manifest (host TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (host, name))
            """,
        "CREATE TABLE cost (host TEXT NOT NULL, run TEXT NOT NULL, writes INTEGER NOT NULL, seconds REAL NOT NULL, PRIMARY KEY (host, run))",
    ];

    private const int RunsForForecast = 5;
    private const string RolledBack = "RolledBack";

    private readonly string path;
    private readonly SqliteConnection connection;

    public RunLedger(string path)
    {
        this.path = path;
        connection = Databases.Open(path, Migrations);
    }

    /// <summary>Uses up a plan for one run; any other run is refused with the name of that one.</summary>
    public void Claim(PlanHeader plan, string run, DateTimeOffset at) =>
        Committed(() =>
        {
            var host = plan.Portal.Host;
            Databases.Execute(
                connection,
                "INSERT OR IGNORE INTO used_plan VALUES ($host, $plan, $run)",
                ("$host", host),
                ("$plan", plan.Id),
                ("$run", run)
            );
            RequireUnused(plan, run);

            foreach (var manifest in plan.Manifests.Where(manifest => manifest.Once))
            {
                if (
                    One("SELECT run FROM once_manifest WHERE host = $host AND name = $key", host, manifest.Name)
                        is { } earlier
                    && earlier != run
                )
                {
                    throw new LeadOpsException(
                        Failure.Refused,
                        $"The manifest `{manifest.Name}` says `once: true` and was already applied by the run {earlier}. `leadops rollback {earlier}` takes it back; a new intent needs a new name."
                    );
                }

                if (Unfinished(host, manifest.Name, run) is { } open)
                {
                    throw new LeadOpsException(
                        Failure.Refused,
                        $"The manifest `{manifest.Name}` says `once: true`, and its run {open} is not finished. `leadops resume {open}` finishes it, `leadops rollback {open}` takes it back."
                    );
                }
            }

            Insert(plan, run, at, RunStatus.Running);
        });

    /// <summary>A plan is for one use; the run that used it may go on.</summary>
    public void RequireUnused(PlanHeader plan, string? run = null)
    {
        if (
            One("SELECT run FROM used_plan WHERE host = $host AND plan = $key", plan.Portal.Host, plan.Id) is { } holder
            && holder != run
        )
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"This plan was already applied by the run {holder}. A plan is for one use; make a new one with `leadops plan`."
            );
        }
    }

    private void Committed(Action write)
    {
        try
        {
            using var transaction = connection.BeginTransaction();
            write();
            transaction.Commit();
        }
        catch (SqliteException problem)
        {
            throw Databases.Explained(path, problem);
        }
    }

    /// <summary>How a run stands now, with what follows from it for once-manifests.</summary>
    public void Save(PlanHeader plan, string run, DateTimeOffset at, RunStatus status, RunStats stats) =>
        Committed(() =>
        {
            Insert(plan, run, at, status);
            RecordCost(plan, run, stats);
            if (status == RunStatus.Succeeded)
            {
                MarkOnce(plan, run);
            }

            if (plan.RollbackOf is { } undone)
            {
                Databases.Execute(
                    connection,
                    "DELETE FROM once_manifest WHERE host = $host AND run = $run",
                    ("$host", plan.Portal.Host),
                    ("$run", undone)
                );
                if (status is RunStatus.Succeeded or RunStatus.Partly)
                {
                    Databases.Execute(
                        connection,
                        "UPDATE run SET status = $status WHERE host = $host AND run = $run",
                        ("$host", plan.Portal.Host),
                        ("$run", undone),
                        ("$status", RolledBack)
                    );
                }
            }
        });

    private void Insert(PlanHeader plan, string run, DateTimeOffset at, RunStatus status) =>
        Databases.Execute(
            connection,
            "INSERT INTO run VALUES ($host, $run, $at, $user, $manifests, $git, $status, $purpose) ON CONFLICT (host, run) DO UPDATE SET status = $status",
            ("$host", plan.Portal.Host),
            ("$run", run),
            ("$at", at.ToString("O", CultureInfo.InvariantCulture)),
            ("$user", Environment.UserName),
            ("$manifests", string.Join(", ", plan.Manifests.Select(manifest => manifest.Name))),
            ("$git", plan.GitCommit),
            ("$status", status.ToString()),
            ("$purpose", plan.Purpose.ToString())
        );

    /// <summary>What the run's writes cost in operating time, for the next forecast.</summary>
    private void RecordCost(PlanHeader plan, string run, RunStats stats)
    {
        static bool Writes(string method) =>
            method.EndsWith(".add", StringComparison.Ordinal)
            || method.EndsWith(".update", StringComparison.Ordinal)
            || method.EndsWith(".delete", StringComparison.Ordinal);
        var calls = stats.Calls.Where(pair => Writes(pair.Key)).Sum(pair => pair.Value);
        var seconds = stats.OperatingSeconds.Where(pair => Writes(pair.Key)).Sum(pair => pair.Value);
        if (calls > 0 && seconds > 0)
        {
            Databases.Execute(
                connection,
                "INSERT OR REPLACE INTO cost VALUES ($host, $run, $writes, $seconds)",
                ("$host", plan.Portal.Host),
                ("$run", run),
                ("$writes", calls),
                ("$seconds", seconds)
            );
        }
    }

    /// <summary>Operating seconds of one write, from the last runs on this portal; null when there were none.</summary>
    public double? CostOfWrite(string host)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT SUM(seconds) / SUM(writes) FROM (SELECT seconds, writes FROM cost WHERE host = $host ORDER BY run DESC LIMIT $runs)";
        command.Parameters.AddWithValue("$host", host);
        command.Parameters.AddWithValue("$runs", RunsForForecast);
        return command.ExecuteScalar() is double cost ? cost : null;
    }

    private void MarkOnce(PlanHeader plan, string run)
    {
        foreach (var manifest in plan.Manifests.Where(manifest => manifest.Once))
        {
            Databases.Execute(
                connection,
                "INSERT OR REPLACE INTO once_manifest VALUES ($host, $name, $digest, $run)",
                ("$host", plan.Portal.Host),
                ("$name", manifest.Name),
                ("$digest", manifest.Digest),
                ("$run", run)
            );
        }
    }

    /// <summary>The run that applied a once-manifest here, or null; the same name with other contents is an error.</summary>
    public string? DoneBy(string host, string name, string digest)
    {
        var known = One("SELECT digest FROM once_manifest WHERE host = $host AND name = $key", host, name);
        if (known is not null && known != digest)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"The manifest `{name}` says `once: true` and was applied to this portal, but its contents have changed since. Give the new intent a new name."
            );
        }

        return known is null
            ? null
            : One("SELECT run FROM once_manifest WHERE host = $host AND name = $key", host, name);
    }

    /// <summary>Another run of a manifest that `resume` would go on with, or null.</summary>
    public string? Unfinished(string host, string name, string run)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT run FROM run WHERE host = $host AND run <> $run AND purpose = 'Apply' AND status IN ('Running', 'Interrupted', 'Paused', 'Stopped')
            AND ', ' || manifests || ', ' LIKE '%, ' || $name || ', %' ORDER BY at DESC LIMIT 1
            """;
        command.Parameters.AddWithValue("$host", host);
        command.Parameters.AddWithValue("$run", run);
        command.Parameters.AddWithValue("$name", name);
        return command.ExecuteScalar() as string;
    }

    /// <summary>Every portal that has runs here, with their number.</summary>
    public IReadOnlyList<(string Host, int Runs)> Portals()
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT host, COUNT(*) FROM run GROUP BY host ORDER BY host";
        using var reader = command.ExecuteReader();
        var portals = new List<(string, int)>();
        while (reader.Read())
        {
            portals.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        return portals;
    }

    public IReadOnlyList<PastRun> History(string host)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT run, at, user, manifests, git, status, purpose FROM run WHERE host = $host ORDER BY at DESC, run DESC";
        command.Parameters.AddWithValue("$host", host);
        using var reader = command.ExecuteReader();
        var runs = new List<PastRun>();
        while (reader.Read())
        {
            runs.Add(
                new PastRun(
                    reader.GetString(0),
                    DateTimeOffset.Parse(reader.GetString(1), CultureInfo.InvariantCulture),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4),
                    reader.GetString(5),
                    reader.GetString(6)
                )
            );
        }

        return runs;
    }

    private string? One(string sql, string host, string key)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$host", host);
        command.Parameters.AddWithValue("$key", key);
        return command.ExecuteScalar() as string;
    }

    public void Dispose() => connection.Dispose();
}
