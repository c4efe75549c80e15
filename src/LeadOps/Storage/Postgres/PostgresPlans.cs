using System.IO.Compression;
using System.Security.Cryptography;
using LeadOps.Diagnostics;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>
/// Plans lie in the database, compressed and in parts; a machine that needs one fetches it into its own folder.
/// </summary>
internal sealed class PostgresPlans(PostgresDatabase database, string runsFolder) : IPlanStore
{
    private const string OfRun = "run";
    private const string Waiting = "stored";
    private const int PartSize = 1024 * 1024;

    private readonly string waitingFolder = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(runsFolder))!, "plans");

    public void Keep(RunFolder run, string portal) => Put(portal, OfRun, run.Name, run.PlanFile);

    public string? Of(RunKey run)
    {
        var folder = new RunFolder(runsFolder, run.Name);
        return Get(run.Portal, OfRun, run.Name, folder.PlanFile, folder.Make) ? folder.PlanFile : null;
    }

    public IReadOnlyList<string> Unclaimed(string portal) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT name FROM plan_file p WHERE portal = $1 AND kind = $2 AND NOT EXISTS (SELECT 1 "
                    + "FROM run WHERE run.portal = p.portal AND run.name = p.name)",
                row => row.GetString(0),
                portal,
                OfRun
            )
        );

    public void Store(string portal, string plan, string file) => Put(portal, Waiting, plan, file);

    public IReadOnlyList<(string Portal, string Plan)> Stored(string beginning) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT portal, name FROM plan_file WHERE kind = $1 AND starts_with(name, $2) ORDER BY name",
                row => (row.GetString(0), row.GetString(1)),
                Waiting,
                beginning
            )
        );

    public string Fetch(string portal, string plan)
    {
        var file = Path.Combine(waitingFolder, plan + ".plan");
        void Make()
        {
            PrivateFile.CreateFolder(Path.GetDirectoryName(waitingFolder)!);
            PrivateFile.CreateFolder(waitingFolder);
        }

        return Get(portal, Waiting, plan, file, Make)
            ? file
            : throw new LeadOpsException(
                Failure.Invalid,
                $"There is no stored plan `{plan}`. `leadops plan --store` makes one."
            );
    }

    public IReadOnlyList<(string Portal, string Plan)> StoredBefore(DateTimeOffset moment) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT portal, name FROM plan_file WHERE kind = $1 AND created < $2 ORDER BY name",
                row => (row.GetString(0), row.GetString(1)),
                Waiting,
                moment
            )
        );

    public void Forget(string portal, string plan) =>
        database.Run(connection =>
            Sql.Execute(
                connection,
                "DELETE FROM plan_file WHERE portal = $1 AND kind = $2 AND name = $3",
                portal,
                Waiting,
                plan
            )
        );

    private void Put(string portal, string kind, string name, string file) =>
        database.Commit(connection =>
        {
            var id = (long)
                Sql.Scalar(
                    connection,
                    """
                    INSERT INTO plan_file (portal, kind, name, sha256) VALUES ($1, $2, $3, $4)
                    ON CONFLICT (portal, kind, name) DO UPDATE SET sha256 = excluded.sha256 RETURNING id
                    """,
                    portal,
                    kind,
                    name,
                    Digest(file)
                )!;
            Sql.Execute(connection, "DELETE FROM plan_part WHERE plan = $1", id);
            using var parts = new PartStream(
                PartSize,
                (number, content) =>
                    Sql.Execute(connection, "INSERT INTO plan_part VALUES ($1, $2, $3)", id, number, content)
            );
            using (var packed = new GZipStream(parts, CompressionLevel.Fastest, leaveOpen: true))
            using (var from = File.OpenRead(file))
            {
                from.CopyTo(packed);
            }

            parts.Finish();
            return true;
        });

    /// <summary>A copy that this machine has already is used as it is when it is the same, byte for byte.</summary>
    private bool Get(string portal, string kind, string name, string file, Action makeFolder) =>
        database.Run(connection =>
        {
            var found = Sql.Rows(
                connection,
                "SELECT id, sha256 FROM plan_file WHERE portal = $1 AND kind = $2 AND name = $3",
                row => (Id: row.GetInt64(0), Digest: row.GetString(1)),
                portal,
                kind,
                name
            );
            if (found is not [var (id, digest)])
            {
                return false;
            }

            if (!File.Exists(file) || Digest(file) != digest)
            {
                makeFolder();
                Download(connection, id, name, digest, file);
            }

            return true;
        });

    private static void Download(NpgsqlConnection connection, long id, string name, string digest, string file)
    {
        var temporary = Path.Combine(Path.GetDirectoryName(file)!, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var to = PrivateFile.Create(temporary))
            using (var from = new GZipStream(new JoinedStream(Parts(connection, id)), CompressionMode.Decompress))
            {
                from.CopyTo(to);
                to.Flush(flushToDisk: true);
            }

            if (Digest(temporary) != digest)
            {
                throw new InvalidDataException("It is not what was stored.");
            }

            File.Move(temporary, file, overwrite: true);
        }
        catch (InvalidDataException damage)
        {
            throw new LeadOpsException(
                Failure.Refused,
                $"The plan `{name}` is damaged in the database: a part of it was changed or is missing. "
                    + "Restore it from a backup, or make a new plan.",
                damage
            );
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static IEnumerable<byte[]> Parts(NpgsqlConnection connection, long id)
    {
        for (var number = 0; ; number++)
        {
            if (
                Sql.Scalar(connection, "SELECT content FROM plan_part WHERE plan = $1 AND number = $2", id, number)
                is not byte[] content
            )
            {
                yield break;
            }

            yield return content;
        }
    }

    private static string Digest(string file)
    {
        using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
