namespace LeadOps.Storage.Postgres;

/// <summary>
/// The limits that all machines use up together, by the database's clock. They change at every request and are worth
/// nothing after a crash, so their commits do not wait for the disk.
/// </summary>
internal sealed class PostgresLimits(PostgresDatabase database) : ILimitStore
{
    private const string NoWait = "SELECT set_config('synchronous_commit', 'off', true)";
    private const string Drained =
        "GREATEST(0, bucket.level - GREATEST(0, EXTRACT(EPOCH FROM clock_timestamp() - bucket.at)::float8) * $3)";

    public TimeSpan Take(string host, BucketSize size, double drops) =>
        BucketLevel.Wait(
            database.Commit(connection =>
            {
                Sql.Execute(connection, NoWait);
                return (double)
                    Sql.Scalar(
                        connection,
                        $"""
                        INSERT INTO bucket VALUES ($1, $2, clock_timestamp())
                        ON CONFLICT (host) DO UPDATE SET level = {Drained} + $2, at = clock_timestamp() RETURNING level
                        """,
                        host,
                        drops,
                        size.PerSecond
                    )!;
            }),
            size
        );

    public void Overflow(string host, BucketSize size, TimeSpan pause) =>
        database.Run(connection =>
            Sql.Together(
                connection,
                Sql.Part(NoWait),
                Sql.Part(
                    $"""
                    INSERT INTO bucket VALUES ($1, $2, clock_timestamp())
                    ON CONFLICT (host) DO UPDATE SET level = GREATEST({Drained}, $2), at = clock_timestamp()
                    """,
                    host,
                    BucketLevel.Full(size, pause),
                    size.PerSecond
                )
            )
        );

    public void Note(string credential, OperatingRow row) =>
        database.Run(connection =>
            Sql.Together(
                connection,
                Sql.Part(NoWait),
                Sql.Part(
                    """
                    INSERT INTO operating VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
                    ON CONFLICT (credential, method) DO UPDATE SET seconds = excluded.seconds,
                        reset_at = excluded.reset_at
                    """,
                    credential,
                    row.Method,
                    row.Seconds,
                    row.Remaining.TotalSeconds
                )
            )
        );

    public IReadOnlyList<OperatingRow> Operating(string credential) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT method, seconds, EXTRACT(EPOCH FROM reset_at - clock_timestamp())::float8 "
                    + "FROM operating WHERE credential = $1",
                row => new OperatingRow(row.GetString(0), row.GetDouble(1), TimeSpan.FromSeconds(row.GetDouble(2))),
                credential
            )
        );
}
