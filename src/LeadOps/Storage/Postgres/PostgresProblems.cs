using System.Security.Authentication;
using LeadOps.Diagnostics;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>What the database refuses, and what to do about it, without a secret.</summary>
internal static class PostgresProblems
{
    /// <summary>How a pooler refuses settings of a connection.</summary>
    public const string NotUnderstood = "08P01";

    private const string PastPoolers =
        "A pooler such as pgbouncer does not pass on the settings of a connection: "
        + "name the PostgreSQL server itself in `state.postgres`.";

    /// <summary>By what PostgreSQL calls it (SQLSTATE): what happened, and the next step.</summary>
    private static readonly Dictionary<string, (string What, string Next)> Known = new(StringComparer.Ordinal)
    {
        ["28P01"] = ("refuses the user or the password", "Check `state.postgres`."),
        ["28000"] = (
            "does not let this machine in",
            "Check the user and the TLS mode in `state.postgres`, and pg_hba.conf on the server."
        ),
        ["3D000"] = ("has no such database", "Create it, or correct `state.postgres`."),
        ["42501"] = (
            "does not allow it",
            "The user of `state.postgres` needs every right on that schema and its tables: name the user that made "
                + "them, or grant its role. Where the schema is still to be made, grant CREATE on the database."
        ),
        ["25006"] = (
            "can only be read: it is a standby, or set to read only",
            "Name the primary server in `state.postgres`, for instance with `Target Session Attributes=primary`."
        ),
        [NotUnderstood] = ("does not take the connection", PastPoolers),
        ["53100"] = ("has no room left on its disk", "Make room, then run the command again."),
    };

    /// <summary>Refusals whose own words name what was refused.</summary>
    private static readonly string[] Quoted = ["28000", "42501", NotUnderstood];

    public static LeadOpsException OtherSchema(string schema, string found) =>
        new(
            Failure.Portal,
            $"The connection to the state looks for tables in `{found}` and not in `{schema}`, so nothing was read "
                + $"or made there. {PastPoolers}"
        );

    public static string Text(PostgresAddress address, NpgsqlException problem) =>
        problem switch
        {
            PostgresException { SqlState: var state } refused when Known.ContainsKey(state) => Text(
                address,
                state,
                Quoted.Contains(state) ? PostgresAddress.Mask(refused.MessageText) : null
            ),
            PostgresException other when !PostgresDatabase.IsPassing(other) =>
                $"The state ({address.Description}) reports an error: "
                    + $"{PostgresAddress.Mask(other.MessageText)} ({other.SqlState}).",
            { InnerException: AuthenticationException } =>
                $"The certificate of the state ({address.Description}) is not trusted, or it is for "
                    + "another host name. Check the root certificate and the host in `state.postgres`.",
            _ => $"The state ({address.Description}) cannot be reached: "
                + $"{PostgresAddress.Mask(Said(problem)).TrimEnd('.')}. "
                + "Check that the server runs and that this machine may connect, and the TLS mode in `state.postgres`.",
        };

    private static string Said(NpgsqlException problem) =>
        problem is PostgresException { MessageText: var text }
            ? text
            : problem.InnerException?.Message ?? problem.Message;

    public static string Text(PostgresAddress address, string state, string? said = null) =>
        $"The state ({address.Description}) {Known[state].What}"
        + (said is null ? ". " : $": {said}. ")
        + Known[state].Next;
}
