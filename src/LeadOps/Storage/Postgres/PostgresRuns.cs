using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>The runs of all portals, for all machines. Times are by the database's clock.</summary>
internal sealed class PostgresRuns(PostgresDatabase database) : IRunStore
{
    private const int RunsForForecast = 5;

    private const string Columns =
        "portal, name, portal_name, plan, purpose, status, started, finished, user_name, host, process, git, "
        + "rollback_of, stats, id";

    public IReadOnlyList<RunRow> Of(string portal) => Select("portal = $1", portal);

    public IReadOnlyList<RunRow> OfManifest(string portal, string manifest) =>
        Select("portal = $1 AND id IN (SELECT run FROM run_manifest WHERE name = $2)", portal, manifest);

    public RunRow? Find(RunKey run) =>
        Select("portal = $1 AND name = $2", run.Portal, run.Name) is [var row] ? row : null;

    public IReadOnlyList<(string Portal, int Runs)> Portals() =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT portal, COUNT(*)::int FROM run GROUP BY portal ORDER BY portal",
                row => (row.GetString(0), row.GetInt32(1))
            )
        );

    public string? UserOf(string portal, string plan) => database.Run(connection => UserOf(connection, portal, plan));

    private static string? UserOf(NpgsqlConnection connection, string portal, string plan) =>
        Sql.Scalar(connection, "SELECT run FROM used_plan WHERE portal = $1 AND plan = $2", portal, plan) as string;

    public OnceRow? Once(string portal, string manifest) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT name, digest, run FROM once_manifest WHERE portal = $1 AND name = $2",
                RunRows.Once,
                portal,
                manifest
            )
                is [var row]
                ? row
                : null
        );

    public double? CostOfWrite(string portal) =>
        database.Run(connection =>
            Sql.Scalar(
                connection,
                "SELECT SUM(seconds) / SUM(writes) FROM (SELECT seconds, writes FROM cost JOIN run "
                    + $"ON run.id = cost.run WHERE portal = $1 ORDER BY started DESC LIMIT {RunsForForecast}) latest",
                portal
            ) as double?
        );

    public bool Claim(RunRow run, ILease lease) =>
        database.Commit(connection =>
        {
            Fence(connection, lease);
            var (portal, name) = run.Key;
            Sql.Execute(
                connection,
                "INSERT INTO used_plan VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                portal,
                run.Plan,
                name
            );
            if (UserOf(connection, portal, run.Plan) != name)
            {
                return false;
            }

            var id = (long)
                Sql.Scalar(
                    connection,
                    """
                    INSERT INTO run (portal, name, portal_name, plan, purpose, status, started,
                        user_name, host, process, git, rollback_of, stats)
                    VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp(), $7, $8, $9, $10, $11, $12)
                    ON CONFLICT (portal, name) DO UPDATE SET status = excluded.status RETURNING id
                    """,
                    portal,
                    name,
                    run.PortalName,
                    run.Plan,
                    run.Purpose,
                    run.Status,
                    run.By.User,
                    run.By.Host,
                    run.By.Process,
                    run.GitCommit,
                    run.RollbackOf,
                    run.Stats
                )!;
            foreach (var (position, manifest) in run.Manifests.Index())
            {
                Sql.Execute(
                    connection,
                    "INSERT INTO run_manifest VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                    id,
                    position,
                    manifest.Name,
                    manifest.Digest,
                    manifest.Once
                );
            }

            return true;
        });

    public void Change(RunKey run, RunChange change, ILease lease) =>
        database.Commit(connection =>
        {
            Fence(connection, lease);
            Sql.Execute(
                connection,
                "UPDATE run SET status = $3, finished = CASE WHEN $4 THEN clock_timestamp() ELSE "
                    + "finished END, stats = COALESCE($5::text, stats) WHERE portal = $1 AND name = $2",
                run.Portal,
                run.Name,
                change.Status,
                change.FinishedAt is not null,
                change.Stats
            );
            if (change.Cost is { } cost)
            {
                Sql.Execute(
                    connection,
                    "INSERT INTO cost SELECT id, $3, $4 FROM run WHERE portal = $1 AND name = $2 "
                        + "ON CONFLICT (run) DO UPDATE SET writes = excluded.writes, seconds = excluded.seconds",
                    run.Portal,
                    run.Name,
                    cost.Writes,
                    cost.Seconds
                );
            }

            Follow(connection, run.Portal, change);
            return true;
        });

    /// <summary>When a run began and ended elsewhere, before it came here.</summary>
    public void Backdate(RunRow run) =>
        database.Run(connection =>
            Sql.Execute(
                connection,
                "UPDATE run SET started = $3, finished = $4::timestamptz WHERE portal = $1 AND name = $2",
                run.Key.Portal,
                run.Key.Name,
                run.StartedAt,
                run.FinishedAt
            )
        );

    /// <summary>A run that is not here used up a plan. What is known here already stays.</summary>
    public void Remember(string portal, string plan, string run) =>
        database.Run(connection =>
            Sql.Execute(
                connection,
                "INSERT INTO used_plan VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                portal,
                plan,
                run
            )
        );

    /// <summary>A run that is not here applied a `once` manifest. What is known here already stays.</summary>
    public void Remember(string portal, OnceRow once) =>
        database.Run(connection =>
            Sql.Execute(
                connection,
                "INSERT INTO once_manifest VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                portal,
                once.Manifest,
                once.Digest,
                once.Run
            )
        );

    public void Remove(RunKey run) =>
        database.Commit(connection =>
        {
            Sql.Execute(connection, "DELETE FROM run WHERE portal = $1 AND name = $2", run.Portal, run.Name);
            return Sql.Execute(
                connection,
                "DELETE FROM plan_file WHERE portal = $1 AND kind = 'run' AND name = $2",
                run.Portal,
                run.Name
            );
        });

    /// <summary>What a status means for other runs and for `once` manifests.</summary>
    private static void Follow(NpgsqlConnection connection, string portal, RunChange change)
    {
        foreach (var once in change.Once)
        {
            Sql.Execute(
                connection,
                "INSERT INTO once_manifest VALUES ($1, $2, $3, $4) ON CONFLICT (portal, name) DO UPDATE "
                    + "SET digest = excluded.digest, run = excluded.run",
                portal,
                once.Manifest,
                once.Digest,
                once.Run
            );
        }

        if (change.Forget is { } forgotten)
        {
            Sql.Execute(connection, "DELETE FROM once_manifest WHERE portal = $1 AND run = $2", portal, forgotten);
        }

        if (change.Undone is var (undone, status))
        {
            Sql.Execute(
                connection,
                "UPDATE run SET status = $3 WHERE portal = $1 AND name = $2",
                portal,
                undone,
                status
            );
        }
    }

    private static void Fence(NpgsqlConnection connection, ILease lease)
    {
        var held = (PostgresLease)lease;
        Sql.Execute(connection, "SELECT fence($1, $2)", held.Portal, held.Token);
    }

    private IReadOnlyList<RunRow> Select(string where, params object?[] values) =>
        database.Run(connection =>
        {
            var manifests = Sql.Rows(
                    connection,
                    "SELECT run, name, digest, once FROM run_manifest WHERE run IN (SELECT id FROM run "
                        + $"WHERE {where}) ORDER BY run, position",
                    RunRows.Manifest<long>,
                    values
                )
                .ToLookup(pair => pair.Run, pair => pair.Manifest);
            return Sql.Rows(
                connection,
                $"SELECT {Columns} FROM run WHERE {where} ORDER BY started DESC, id DESC",
                row => RunRows.Run(row) with { Manifests = [.. manifests[row.GetInt64(14)]] },
                values
            );
        });
}
