using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace LeadOps.Storage.Local;

/// <summary>The rollouts of a project, in its ledger.</summary>
internal sealed class LocalRollouts(SqliteStore ledger) : IRolloutStore
{
    public const string Tables = """
        CREATE TABLE rollout (id TEXT PRIMARY KEY, status TEXT NOT NULL, wish TEXT, waves TEXT NOT NULL,
            max_failed INTEGER NOT NULL, started TEXT NOT NULL, finished TEXT, user TEXT NOT NULL,
            machine TEXT NOT NULL, process INTEGER NOT NULL, git TEXT, rollback_of TEXT, options TEXT NOT NULL,
            paths TEXT NOT NULL, only_changes TEXT NOT NULL, manifests TEXT NOT NULL);
        CREATE TABLE rollout_portal (rollout TEXT NOT NULL, portal TEXT NOT NULL, wave INTEGER NOT NULL,
            state TEXT NOT NULL, host TEXT, plan TEXT, run TEXT, planned TEXT, leads TEXT, reason TEXT,
            failure TEXT, worker TEXT, finished TEXT, PRIMARY KEY (rollout, portal))
        """;

    private const string Columns =
        "id, status, wish, waves, max_failed, started, finished, user, machine, process, git, rollback_of, "
        + "options, paths, only_changes, manifests";

    private const string PortalColumns =
        "portal, wave, state, host, plan, run, planned, leads, reason, failure, worker, finished";

    public void Add(RolloutRow rollout, IReadOnlyList<RolloutPortalRow> portals) =>
        ledger.Write(open =>
        {
            SqliteFile.Execute(
                open,
                $"INSERT INTO rollout ({Columns}) VALUES ($id, $status, $wish, $waves, $max, $started, "
                    + "$finished, $user, $machine, $process, $git, $undone, $options, $paths, $only, $manifests)",
                ("$id", rollout.Id),
                ("$status", rollout.Status),
                ("$wish", rollout.Wish),
                ("$waves", rollout.Waves),
                ("$max", rollout.MaxFailed),
                ("$started", Text(rollout.StartedAt)),
                ("$finished", Text(rollout.FinishedAt)),
                ("$user", rollout.By.User),
                ("$machine", rollout.By.Host),
                ("$process", rollout.By.Process),
                ("$git", rollout.GitCommit),
                ("$undone", rollout.RollbackOf),
                ("$options", rollout.Options),
                ("$paths", JsonSerializer.Serialize(rollout.Paths, StorageJson.Default.Texts)),
                ("$only", JsonSerializer.Serialize(rollout.Only, StorageJson.Default.Texts)),
                ("$manifests", JsonSerializer.Serialize(rollout.Manifests, StorageJson.Default.Manifests))
            );
            foreach (var portal in portals)
            {
                SqliteFile.Execute(
                    open,
                    $"INSERT INTO rollout_portal (rollout, {PortalColumns}) "
                        + "VALUES ($id, $portal, $wave, $state, $host, $plan, $run, $planned, $leads, $reason, "
                        + "$failure, $worker, $finished)",
                    [("$id", rollout.Id), .. Values(portal)]
                );
            }
        });

    public IReadOnlyList<RolloutRow> All() => Select("TRUE");

    public RolloutRow? Find(string id) => Select("id = $id", ("$id", id)) is [var row] ? row : null;

    public void Ask(string id, string? wish) =>
        ledger.Write(open =>
        {
            SqliteFile.Execute(open, "UPDATE rollout SET wish = $wish WHERE id = $id", ("$id", id), ("$wish", wish));
        });

    public void Change(string id, string status, int maxFailed, DateTimeOffset? finishedAt) =>
        ledger.Write(open =>
        {
            SqliteFile.Execute(
                open,
                "UPDATE rollout SET status = $status, max_failed = $max, finished = $finished WHERE id = $id",
                ("$id", id),
                ("$status", status),
                ("$max", maxFailed),
                ("$finished", Text(finishedAt))
            );
        });

    public IReadOnlyList<RolloutPortalRow> PortalsOf(string id) => SelectPortals("rollout = $id", ("$id", id));

    public RolloutPortalRow? PortalOf(string id, string portal) =>
        SelectPortals("rollout = $id AND portal = $portal", ("$id", id), ("$portal", portal)) is [var row] ? row : null;

    public IReadOnlyList<(int Wave, string State, int Portals)> Counts(string id) =>
        ledger.Read<IReadOnlyList<(int, string, int)>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    "SELECT wave, state, COUNT(*) FROM rollout_portal WHERE rollout = $id "
                        + "GROUP BY wave, state ORDER BY wave, state",
                    row => (row.GetInt32(0), row.GetString(1), row.GetInt32(2)),
                    ("$id", id)
                )
        );

    public bool Move(string id, string from, RolloutPortalRow to) =>
        ledger.Write(open =>
            SqliteFile.Execute(
                open,
                """
                UPDATE rollout_portal SET wave = $wave, state = $state, host = $host, plan = $plan, run = $run,
                    planned = $planned, leads = $leads,
                    reason = $reason, failure = $failure, worker = $worker, finished = $finished
                WHERE rollout = $id AND portal = $portal AND state = $from
                """,
                [("$id", id), ("$from", from), .. Values(to)]
            ) == 1
        );

    public void Remove(string id) =>
        ledger.Write(open =>
        {
            SqliteFile.Execute(open, "DELETE FROM rollout WHERE id = $id", ("$id", id));
            SqliteFile.Execute(open, "DELETE FROM rollout_portal WHERE rollout = $id", ("$id", id));
        });

    private IReadOnlyList<RolloutRow> Select(string where, params (string Name, object? Value)[] values) =>
        ledger.Read<IReadOnlyList<RolloutRow>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    $"SELECT {Columns} FROM rollout WHERE {where} ORDER BY started DESC, id DESC",
                    Read,
                    values
                )
        );

    private IReadOnlyList<RolloutPortalRow> SelectPortals(string where, params (string Name, object? Value)[] values) =>
        ledger.Read<IReadOnlyList<RolloutPortalRow>>(
            [],
            open =>
                SqliteFile.Rows(
                    open,
                    $"SELECT {PortalColumns} FROM rollout_portal WHERE {where} ORDER BY wave, portal",
                    ReadPortal,
                    values
                )
        );

    private static (string Name, object? Value)[] Values(RolloutPortalRow portal) =>
        [
            ("$portal", portal.Portal),
            ("$wave", portal.Wave),
            ("$state", portal.State),
            ("$host", portal.Host),
            ("$plan", portal.Plan),
            ("$run", portal.Run),
            ("$planned", portal.Planned),
            ("$leads", portal.Leads),
            ("$reason", portal.Reason),
            ("$failure", portal.Failure),
            ("$worker", portal.Worker),
            ("$finished", Text(portal.FinishedAt)),
        ];

    private static RolloutRow Read(SqliteDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            Status = row.GetString(1),
            Wish = Text(row, 2),
            Waves = row.GetString(3),
            MaxFailed = row.GetInt32(4),
            StartedAt = Moment(row, 5)!.Value,
            FinishedAt = Moment(row, 6),
            By = new Operator(row.GetString(7), row.GetString(8), row.GetInt32(9)),
            GitCommit = Text(row, 10),
            RollbackOf = Text(row, 11),
            Options = row.GetString(12),
            Paths = JsonSerializer.Deserialize(row.GetString(13), StorageJson.Default.Texts)!,
            Only = JsonSerializer.Deserialize(row.GetString(14), StorageJson.Default.Texts)!,
            Manifests = JsonSerializer.Deserialize(row.GetString(15), StorageJson.Default.Manifests)!,
        };

    private static RolloutPortalRow ReadPortal(SqliteDataReader row) =>
        new(row.GetString(0), row.GetInt32(1), row.GetString(2))
        {
            Host = Text(row, 3),
            Plan = Text(row, 4),
            Run = Text(row, 5),
            Planned = Text(row, 6),
            Leads = Text(row, 7),
            Reason = Text(row, 8),
            Failure = Text(row, 9),
            Worker = Text(row, 10),
            FinishedAt = Moment(row, 11),
        };

    private static string? Text(SqliteDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    private static string? Text(DateTimeOffset? at) => at?.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Moment(SqliteDataReader row, int column) =>
        Text(row, column) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;
}
