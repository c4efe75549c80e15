namespace LeadOps.Storage.Local;

/// <summary>The tables of a project's ledger; each text brings an older file one version on.</summary>
internal static class LedgerSchema
{
    public static readonly SqliteSchema Versions = new([
        """
        CREATE TABLE run (host TEXT NOT NULL, run TEXT NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL,
            manifests TEXT NOT NULL, git TEXT, status TEXT NOT NULL, purpose TEXT NOT NULL,
            PRIMARY KEY (host, run));
        CREATE TABLE used_plan (host TEXT NOT NULL, plan TEXT NOT NULL, run TEXT NOT NULL, PRIMARY KEY (host, plan));
        CREATE TABLE once_manifest (host TEXT NOT NULL, name TEXT NOT NULL, digest TEXT NOT NULL, run TEXT NOT NULL,
            PRIMARY KEY (host, name))
        """,
        "CREATE TABLE cost (host TEXT NOT NULL, run TEXT NOT NULL, writes INTEGER NOT NULL, "
            + "seconds REAL NOT NULL, PRIMARY KEY (host, run))",
        """
        CREATE TABLE run_manifest (host TEXT NOT NULL, run TEXT NOT NULL, position INTEGER NOT NULL,
            name TEXT NOT NULL, digest TEXT NOT NULL, once INTEGER NOT NULL, PRIMARY KEY (host, run, position));
        CREATE INDEX run_of_manifest ON run_manifest (host, name);
        INSERT INTO run_manifest
            SELECT host, run, key, value, '', 0 FROM run, json_each('["' || replace(manifests, ', ', '","') || '"]')
                WHERE manifests <> '';
        ALTER TABLE run DROP COLUMN manifests;
        ALTER TABLE run ADD COLUMN portal TEXT NOT NULL DEFAULT '';
        ALTER TABLE run ADD COLUMN plan TEXT NOT NULL DEFAULT '';
        ALTER TABLE run ADD COLUMN machine TEXT NOT NULL DEFAULT '';
        ALTER TABLE run ADD COLUMN process INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE run ADD COLUMN finished TEXT;
        ALTER TABLE run ADD COLUMN rollback_of TEXT;
        ALTER TABLE run ADD COLUMN stats TEXT
        """,
        LocalRollouts.Tables,
    ]);
}
