using System.Text.Json;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>
/// Rollouts for all machines: whoever works on a portal moves its row from one state to the next, and only one can.
/// </summary>
internal sealed class PostgresRollouts(PostgresDatabase database) : IRolloutStore
{
    public const string Tables = """
        CREATE TABLE rollout (id text PRIMARY KEY, status text NOT NULL, wish text, waves text NOT NULL,
            max_failed int NOT NULL, started timestamptz NOT NULL, finished timestamptz, user_name text NOT NULL,
            host text NOT NULL, process int NOT NULL, git text, rollback_of text, options text NOT NULL,
            paths text NOT NULL, only_changes text NOT NULL, manifests text NOT NULL);
        CREATE TABLE rollout_portal (rollout text NOT NULL REFERENCES rollout ON DELETE CASCADE,
            portal text NOT NULL, wave int NOT NULL, state text NOT NULL, host text, plan text, run text,
            planned text, leads text, reason text, failure text, worker text, finished timestamptz,
            PRIMARY KEY (rollout, portal))
        """;

    private const string Columns =
        "id, status, wish, waves, max_failed, started, finished, user_name, host, process, git, rollback_of, "
        + "options, paths, only_changes, manifests";

    private const string PortalColumns =
        "portal, wave, state, host, plan, run, planned, leads, reason, failure, worker, finished";

    public void Add(RolloutRow rollout, IReadOnlyList<RolloutPortalRow> portals) =>
        database.Commit(connection =>
        {
            var added = Sql.Execute(
                connection,
                $"INSERT INTO rollout ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7::timestamptz, $8, $9, "
                    + "$10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING",
                rollout.Id,
                rollout.Status,
                rollout.Wish,
                rollout.Waves,
                rollout.MaxFailed,
                rollout.StartedAt,
                rollout.FinishedAt,
                rollout.By.User,
                rollout.By.Host,
                rollout.By.Process,
                rollout.GitCommit,
                rollout.RollbackOf,
                rollout.Options,
                JsonSerializer.Serialize(rollout.Paths, StorageJson.Default.Texts),
                JsonSerializer.Serialize(rollout.Only, StorageJson.Default.Texts),
                JsonSerializer.Serialize(rollout.Manifests, StorageJson.Default.Manifests)
            );
            foreach (var portal in portals)
            {
                Sql.Execute(
                    connection,
                    $"INSERT INTO rollout_portal (rollout, {PortalColumns}) "
                        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::timestamptz) "
                        + "ON CONFLICT DO NOTHING",
                    [rollout.Id, .. Values(portal)]
                );
            }

            return added;
        });

    public IReadOnlyList<RolloutRow> All() => Select("TRUE");

    public RolloutRow? Find(string id) => Select("id = $1", id) is [var row] ? row : null;

    public void Ask(string id, string? wish) =>
        database.Run(connection =>
            Sql.Execute(connection, "UPDATE rollout SET wish = $2::text WHERE id = $1", id, wish)
        );

    public void Change(string id, string status, int maxFailed, DateTimeOffset? finishedAt) =>
        database.Run(connection =>
            Sql.Execute(
                connection,
                "UPDATE rollout SET status = $2, max_failed = $3, finished = $4::timestamptz WHERE id = $1",
                id,
                status,
                maxFailed,
                finishedAt
            )
        );

    public IReadOnlyList<RolloutPortalRow> PortalsOf(string id) => SelectPortals("rollout = $1", id);

    public RolloutPortalRow? PortalOf(string id, string portal) =>
        SelectPortals("rollout = $1 AND portal = $2", id, portal) is [var row] ? row : null;

    public IReadOnlyList<(int Wave, string State, int Portals)> Counts(string id) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT wave, state, COUNT(*)::int FROM rollout_portal WHERE rollout = $1 "
                    + "GROUP BY wave, state ORDER BY wave, state",
                row => (row.GetInt32(0), row.GetString(1), row.GetInt32(2)),
                id
            )
        );

    public bool Move(string id, string from, RolloutPortalRow to) =>
        database.Run(connection =>
            Sql.Execute(
                connection,
                """
                UPDATE rollout_portal SET wave = $3, state = $4, host = $5, plan = $6, run = $7, planned = $8,
                    leads = $9,
                    reason = $10, failure = $11, worker = $12, finished = $13::timestamptz
                WHERE rollout = $1 AND portal = $2 AND state = $14
                """,
                [id, .. Values(to), from]
            ) == 1
        );

    public void Remove(string id) =>
        database.Run(connection => Sql.Execute(connection, "DELETE FROM rollout WHERE id = $1", id));

    private List<RolloutRow> Select(string where, params object?[] values) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                $"SELECT {Columns} FROM rollout WHERE {where} ORDER BY started DESC, id DESC",
                Read,
                values
            )
        );

    private List<RolloutPortalRow> SelectPortals(string where, params object?[] values) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                $"SELECT {PortalColumns} FROM rollout_portal WHERE {where} ORDER BY wave, portal",
                ReadPortal,
                values
            )
        );

    private static object?[] Values(RolloutPortalRow portal) =>
        [
            portal.Portal,
            portal.Wave,
            portal.State,
            portal.Host,
            portal.Plan,
            portal.Run,
            portal.Planned,
            portal.Leads,
            portal.Reason,
            portal.Failure,
            portal.Worker,
            portal.FinishedAt,
        ];

    private static RolloutRow Read(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            Status = row.GetString(1),
            Wish = Sql.Text(row, 2),
            Waves = row.GetString(3),
            MaxFailed = row.GetInt32(4),
            StartedAt = Sql.Moment(row, 5),
            FinishedAt = row.IsDBNull(6) ? null : Sql.Moment(row, 6),
            By = new Operator(row.GetString(7), row.GetString(8), row.GetInt32(9)),
            GitCommit = Sql.Text(row, 10),
            RollbackOf = Sql.Text(row, 11),
            Options = row.GetString(12),
            Paths = JsonSerializer.Deserialize(row.GetString(13), StorageJson.Default.Texts)!,
            Only = JsonSerializer.Deserialize(row.GetString(14), StorageJson.Default.Texts)!,
            Manifests = JsonSerializer.Deserialize(row.GetString(15), StorageJson.Default.Manifests)!,
        };

    private static RolloutPortalRow ReadPortal(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2))
        {
            Host = Sql.Text(row, 3),
            Plan = Sql.Text(row, 4),
            Run = Sql.Text(row, 5),
            Planned = Sql.Text(row, 6),
            Leads = Sql.Text(row, 7),
            Reason = Sql.Text(row, 8),
            Failure = Sql.Text(row, 9),
            Worker = Sql.Text(row, 10),
            FinishedAt = row.IsDBNull(11) ? null : Sql.Moment(row, 11),
        };
}
