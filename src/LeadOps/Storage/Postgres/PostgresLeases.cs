using LeadOps.Storage.Local;
using Npgsql;

namespace LeadOps.Storage.Postgres;

/// <summary>
/// A lease per portal by the database's clock, with a token that only rises. Every commit of a run is made against
/// its token, so who lost the lease writes nothing more, however long it slept.
/// </summary>
internal sealed class PostgresLeases(PostgresDatabase database, Operator who, string description, TimeProvider clock)
    : ILeaseStore
{
    private const string Columns =
        "user_name, host, process, heartbeat, run, started, place, "
        + "clock_timestamp() - heartbeat > interval '1 minute', holder, held";

    private readonly string place = OtherProcess.Place();

    public LeaseHolder? Holder(string portal) =>
        database.Run(connection =>
            Sql.Rows(connection, $"SELECT {Columns} FROM lease WHERE portal = $1 AND held", Read, portal) is [var row]
                ? row.Holder
                : null
        );

    public ILease Take(string portal, TakeOver takeOver, string portalFlag = "")
    {
        var holder = Guid.NewGuid();
        var token = database.Commit(connection => Take(connection, portal, takeOver, portalFlag, holder));
        return new PostgresLease(database, portal, token, clock);
    }

    private long Take(NpgsqlConnection connection, string portal, TakeOver takeOver, string portalFlag, Guid holder)
    {
        Sql.Execute(connection, "INSERT INTO lease (portal, token) VALUES ($1, 0) ON CONFLICT DO NOTHING", portal);
        var rows = Sql.Rows(connection, $"SELECT {Columns} FROM lease WHERE portal = $1 FOR UPDATE", Read, portal);
        if (rows is [{ IsHeld: true } row] && row.Id != holder)
        {
            LeaseClaims.Challenge(portal, row.Holder, takeOver, description, portalFlag);
        }

        return (long)
            Sql.Scalar(
                connection,
                """
                UPDATE lease SET token = token + 1, held = true, holder = $2, user_name = $3, host = $4,
                    process = $5, started = $6, place = $7,
                    run = NULL, heartbeat = clock_timestamp() WHERE portal = $1 RETURNING token
                """,
                portal,
                holder,
                who.User,
                who.Host,
                who.Process,
                OtherProcess.StartOf(who.Process),
                place
            )!;
    }

    /// <summary>Past its minute a holder is as good as gone: its token is worth nothing once another has one.</summary>
    private (LeaseHolder? Holder, Guid? Id, bool IsHeld) Read(NpgsqlDataReader row)
    {
        if (!row.GetBoolean(9))
        {
            return (null, null, false);
        }

        var by = new Operator(row.GetString(0), row.GetString(1), row.GetInt32(2));
        var isHere = by.Host == who.Host && Sql.Text(row, 6) == place;
        var isGone = row.GetBoolean(7) || (isHere && !OtherProcess.IsAlive(by.Process, Sql.Text(row, 5)));
        return (new LeaseHolder(by, Sql.Moment(row, 3), Sql.Text(row, 4), null, isGone, isGone), row.GetGuid(8), true);
    }
}
