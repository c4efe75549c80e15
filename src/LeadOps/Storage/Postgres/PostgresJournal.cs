using Npgsql;
using NpgsqlTypes;

namespace LeadOps.Storage.Postgres;

/// <summary>The journal of one run: one round trip and one commit for a batch, made against the lease.</summary>
internal sealed class PostgresJournal(PostgresDatabase database, RunKey run, PostgresLease? lease) : IJournalStore
{
    private const int PageSize = 500;

    private const string Latest = """
        LEFT JOIN LATERAL (
            SELECT * FROM outcome WHERE run = $1 AND sequence = line.sequence ORDER BY mark DESC LIMIT 1
        ) o ON o.mark > COALESCE((SELECT MAX(mark) FROM intent WHERE run = $1 AND sequence = line.sequence), 0)
        """;

    private long? id;

    public void Record(
        IReadOnlyList<OutcomeRow> outcomes,
        IReadOnlyList<int> intents,
        SampleRow? sample,
        DateTimeOffset at
    )
    {
        var held = lease ?? throw new InvalidOperationException("a journal without a lease is only read");
        database.Run(connection =>
        {
            var parts = new List<NpgsqlBatchCommand> { Sql.Part("SELECT fence($1, $2)", held.Portal, held.Token) };
            if (outcomes.Count > 0)
            {
                parts.Add(Insert(Id(connection), outcomes));
            }

            if (intents.Count > 0)
            {
                parts.Add(
                    Sql.Part(
                        "INSERT INTO intent (run, sequence) SELECT $1, unnest($2)",
                        Id(connection),
                        intents.ToArray()
                    )
                );
            }

            if (sample is not null)
            {
                parts.Add(
                    Sql.Part(
                        "INSERT INTO sample (run, done, paused) VALUES ($1, $2, $3)",
                        Id(connection),
                        sample.Done,
                        sample.Paused
                    )
                );
            }

            Sql.Together(connection, parts);
        });
    }

    private static NpgsqlBatchCommand Insert(long run, IReadOnlyList<OutcomeRow> outcomes)
    {
        var part = Sql.Part(
            """
            INSERT INTO outcome (run, sequence, verdict, lead, actual, error_code, error_text)
            SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)
            """,
            run,
            outcomes.Select(outcome => outcome.Sequence).ToArray(),
            outcomes.Select(outcome => outcome.Verdict).ToArray(),
            outcomes.Select(outcome => outcome.Lead).ToArray(),
            outcomes.Select(outcome => Kept(outcome.Actual)!).ToArray(),
            outcomes.Select(outcome => Kept(outcome.ErrorCode)).ToArray(),
            outcomes.Select(outcome => Kept(outcome.ErrorText)).ToArray()
        );
        part.Parameters[3].NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint;
        return part;
    }

    /// <summary>PostgreSQL keeps no NUL in a text; in JSON it is escaped anyway.</summary>
    private static string? Kept(string? text) => text?.Replace("\0", "\uFFFD", StringComparison.Ordinal);

    public IReadOnlyList<EntryRow> Page(int after) =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                $"""
                SELECT line.sequence, o.verdict, o.lead, o.actual, o.error_code, o.error_text
                FROM (
                    SELECT sequence FROM (
                        (SELECT DISTINCT sequence FROM outcome WHERE run = $1 AND sequence > $2 ORDER BY sequence
                            LIMIT {PageSize})
                        UNION
                        (SELECT DISTINCT sequence FROM intent WHERE run = $1 AND sequence > $2 ORDER BY sequence
                            LIMIT {PageSize})
                    ) begun ORDER BY sequence LIMIT {PageSize}
                ) line
                {Latest}
                ORDER BY line.sequence
                """,
                Read,
                Id(connection),
                after
            )
        );

    public IReadOnlyList<(string? Verdict, int Lines)> Counts() =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                $"""
                SELECT o.verdict, COUNT(*)::int
                FROM (SELECT sequence FROM outcome WHERE run = $1 UNION SELECT sequence FROM intent WHERE run = $1) line
                {Latest}
                GROUP BY 1
                """,
                row => (Sql.Text(row, 0), row.GetInt32(1)),
                Id(connection)
            )
        );

    public IReadOnlyList<SampleRow> Samples() =>
        database.Run(connection =>
            Sql.Rows(
                connection,
                "SELECT at, done, paused FROM sample WHERE run = $1 ORDER BY mark",
                row => new SampleRow(Sql.Moment(row, 0), row.GetInt32(1), Sql.Text(row, 2)),
                Id(connection)
            )
        );

    public void Dispose()
    {
        // Its connections belong to the state.
    }

    /// <summary>A run that was not claimed yet has an empty journal.</summary>
    private long Id(NpgsqlConnection connection)
    {
        id ??=
            Sql.Scalar(connection, "SELECT id FROM run WHERE portal = $1 AND name = $2", run.Portal, run.Name) as long?;
        return id ?? 0;
    }

    private static EntryRow Read(NpgsqlDataReader row) =>
        new(
            row.GetInt32(0),
            row.IsDBNull(1)
                ? null
                : new OutcomeRow(
                    row.GetInt32(0),
                    row.GetString(1),
                    row.IsDBNull(2) ? null : row.GetInt64(2),
                    row.GetString(3),
                    Sql.Text(row, 4),
                    Sql.Text(row, 5)
                )
        );
}
