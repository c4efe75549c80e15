using System.Data.Common;

namespace LeadOps.Storage;

/// <summary>Rows about runs, whatever database they lie in: both give the same columns in the same order.</summary>
internal static class RunRows
{
    /// <summary>
    /// portal, name, portal's name, plan, purpose, status, started, finished, user, host, process, commit, run taken
    /// back, stats.
    /// </summary>
    public static RunRow Run(DbDataReader row) =>
        new()
        {
            Key = new RunKey(row.GetString(0), row.GetString(1)),
            PortalName = row.GetString(2),
            Plan = row.GetString(3),
            Purpose = row.GetString(4),
            Status = row.GetString(5),
            StartedAt = row.GetFieldValue<DateTimeOffset>(6),
            FinishedAt = row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7),
            By = new Operator(row.GetString(8), row.GetString(9), row.GetInt32(10)),
            GitCommit = Text(row, 11),
            RollbackOf = Text(row, 12),
            Stats = Text(row, 13),
        };

    /// <summary>Of which run, name, digest, once.</summary>
    public static (TRun Run, RunManifest Manifest) Manifest<TRun>(DbDataReader row) =>
        (row.GetFieldValue<TRun>(0), new RunManifest(row.GetString(1), row.GetString(2), row.GetBoolean(3)));

    /// <summary>name, digest, run.</summary>
    public static OnceRow Once(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2));

    /// <summary>writes, seconds.</summary>
    public static RunCost Cost(DbDataReader row) => new(row.GetInt64(0), row.GetDouble(1));

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
