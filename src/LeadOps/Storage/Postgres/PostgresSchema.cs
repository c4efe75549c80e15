using LeadOps.Diagnostics;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>The tables of the shared state, step by step. Two machines may come with the same news at once.</summary>
internal static class PostgresSchema
{
    private static readonly string[] Migrations =
    [
        """
            CREATE TABLE lease (portal text PRIMARY KEY, token bigint NOT NULL, held boolean NOT NULL DEFAULT false,
                holder uuid, user_name text, host text, process int, started text, place text, run text,
                heartbeat timestamptz);
            CREATE FUNCTION fence(at text, holding bigint) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE lease SET heartbeat = clock_timestamp() WHERE portal = at AND token = holding AND held;
                IF NOT FOUND THEN RAISE EXCEPTION '%', at USING ERRCODE = 'LO001'; END IF;
            END $$;
            CREATE TABLE run (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, portal text NOT NULL,
                name text NOT NULL, portal_name text NOT NULL, plan text NOT NULL, purpose text NOT NULL,
                status text NOT NULL, started timestamptz NOT NULL, finished timestamptz, user_name text NOT NULL,
                host text NOT NULL, process int NOT NULL, git text, rollback_of text, stats text,
                UNIQUE (portal, name));
            CREATE INDEX run_by_time ON run (portal, started);
            CREATE TABLE run_manifest (run bigint NOT NULL REFERENCES run ON DELETE CASCADE, position int NOT NULL,
                name text NOT NULL, digest text NOT NULL, once boolean NOT NULL, PRIMARY KEY (run, position));
            CREATE INDEX run_of_manifest ON run_manifest (name);
            CREATE TABLE used_plan (portal text NOT NULL, plan text NOT NULL, run text NOT NULL,
                PRIMARY KEY (portal, plan));
            CREATE TABLE once_manifest (portal text NOT NULL, name text NOT NULL, digest text NOT NULL,
                run text NOT NULL, PRIMARY KEY (portal, name));
            CREATE TABLE cost (run bigint PRIMARY KEY REFERENCES run ON DELETE CASCADE, writes bigint NOT NULL,
                seconds double precision NOT NULL);
            CREATE SEQUENCE mark;
            CREATE TABLE outcome (run bigint NOT NULL REFERENCES run ON DELETE CASCADE, sequence int NOT NULL,
                mark bigint NOT NULL DEFAULT nextval('mark'), verdict text NOT NULL, lead bigint,
                actual text NOT NULL, error_code text, error_text text,
                at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (run, sequence, mark));
            CREATE TABLE intent (run bigint NOT NULL REFERENCES run ON DELETE CASCADE, sequence int NOT NULL,
                mark bigint NOT NULL DEFAULT nextval('mark'), at timestamptz NOT NULL DEFAULT clock_timestamp(),
                PRIMARY KEY (run, sequence, mark));
            CREATE TABLE sample (run bigint NOT NULL REFERENCES run ON DELETE CASCADE,
                mark bigint NOT NULL DEFAULT nextval('mark'), at timestamptz NOT NULL DEFAULT clock_timestamp(),
                done int NOT NULL, paused text, PRIMARY KEY (run, mark));
            CREATE TABLE plan_file (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, portal text NOT NULL,
                kind text NOT NULL, name text NOT NULL, sha256 text NOT NULL,
                created timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (portal, kind, name));
            CREATE TABLE plan_part (plan bigint NOT NULL REFERENCES plan_file ON DELETE CASCADE,
                number int NOT NULL, content bytea NOT NULL, PRIMARY KEY (plan, number));
            CREATE TABLE bucket (host text PRIMARY KEY, level double precision NOT NULL, at timestamptz NOT NULL);
            CREATE TABLE operating (credential text NOT NULL, method text NOT NULL,
                seconds double precision NOT NULL, reset_at timestamptz NOT NULL, PRIMARY KEY (credential, method));
            CREATE TABLE token (name text PRIMARY KEY, content bytea NOT NULL)
            """,
        PostgresRollouts.Tables,
    ];

    public static int Current => Migrations.Length;

    public static void Ensure(NpgsqlConnection connection, string schema)
    {
        if (Sql.Scalar(connection, "SELECT current_setting('search_path')") is string path && path != schema)
        {
            throw PostgresProblems.OtherSchema(schema, path);
        }

        var version = VersionOf(connection, schema);
        RequireKnown(version);
        if (version == Migrations.Length)
        {
            return;
        }

        using var transaction = connection.BeginTransaction();
        Make(connection, schema);
        version = VersionOf(connection, schema);
        RequireKnown(version);
        if (version == 0)
        {
            Sql.Execute(connection, "CREATE TABLE IF NOT EXISTS schema_version (version int NOT NULL)");
            Sql.Execute(connection, "INSERT INTO schema_version VALUES (0)");
        }

        foreach (var migration in Migrations.Skip(version))
        {
            Sql.Execute(connection, migration);
        }

        Sql.Execute(connection, "UPDATE schema_version SET version = $1", Migrations.Length);
        transaction.Commit();
    }

    /// <summary>A schema that is there, in a transaction that nobody else has for it.</summary>
    public static bool Make(NpgsqlConnection connection, string schema)
    {
        Alone(connection, schema);
        var isNew = !Exists(connection, schema);
        if (isNew)
        {
            Sql.Execute(connection, $"CREATE SCHEMA {schema}");
        }

        return isNew;
    }

    /// <summary>Until the end of the transaction whoever also wants to change this schema waits.</summary>
    public static void Alone(NpgsqlConnection connection, string schema) =>
        Sql.Execute(connection, "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", $"leadops {schema}");

    private static void RequireKnown(int version)
    {
        if (version > Migrations.Length)
        {
            throw new LeadOpsException(
                Failure.Invalid,
                $"The state in PostgreSQL has schema version {version}, written by a newer LeadOps; "
                    + $"this one knows {Migrations.Length}. Update LeadOps."
            );
        }
    }

    private static bool Exists(NpgsqlConnection connection, string schema) =>
        Sql.Scalar(connection, "SELECT 1 FROM pg_namespace WHERE nspname = $1", schema) is not null;

    private static int VersionOf(NpgsqlConnection connection, string schema) =>
        Sql.Scalar(connection, "SELECT to_regclass($1)::text", $"{schema}.schema_version") is string
            ? Sql.Scalar(connection, "SELECT version FROM schema_version") as int? ?? 0
            : 0;
}
