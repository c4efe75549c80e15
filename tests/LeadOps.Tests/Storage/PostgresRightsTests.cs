using LeadOps.Diagnostics;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Shared;
using Npgsql;

namespace LeadOps.Tests.Storage;

/// <summary>What a user of the database may do is told before a run begins.</summary>
internal sealed class PostgresRightsTests
{
    private readonly string schema = PostgresServer.Shared.NewSchema();

    [TestCase("SELECT", "", "does not allow it")]
    [TestCase("SELECT, INSERT, UPDATE", "", "does not allow it")]
    [TestCase("ALL", ";Options=-c default_transaction_read_only=on", "can only be read")]
    [TestCase("ALL", "", null)]
    public void Who_could_not_note_a_run_hears_it_before_one_begins(string rights, string more, string? refusal)
    {
        using (var owner = State(""))
        {
            owner.Runs.Portals();
        }

        var guest = $"guest_{Guid.NewGuid():N}";
        foreach (
            var sql in new[]
            {
                $"CREATE ROLE {guest} LOGIN PASSWORD 'pl4nted'",
                $"GRANT USAGE ON SCHEMA {schema} TO {guest}",
                $"GRANT {rights} ON ALL TABLES IN SCHEMA {schema} TO {guest}",
            }
        )
        {
            PostgresServer.Shared.Ask(sql);
        }

        using var state = State($";Username={guest}{more}");

        Assert.That(state.Runs.Portals(), Is.Empty);
        if (refusal is null)
        {
            Assert.DoesNotThrow(state.RequireWritable);
        }
        else
        {
            var problem = Assert.Throws<LeadOpsException>(state.RequireWritable);
            Assert.That(problem!.Message, Does.Contain(refusal).And.Contain("`state.postgres`"));
        }
    }

    [Test]
    public void A_connection_that_lost_its_schema_on_the_way_makes_no_tables_elsewhere()
    {
        using var connection = PostgresServer.Shared.Open();

        var problem = Assert.Throws<LeadOpsException>(() => PostgresSchema.Ensure(connection, schema));

        Assert.That(problem!.Message, Does.Contain("pgbouncer").And.Contain("`state.postgres`"));
        Assert.That(
            PostgresServer.Shared.Ask("SELECT to_regclass('public.schema_version')::text"),
            Is.EqualTo(DBNull.Value)
        );
    }

    [TestCase("08006", true)]
    [TestCase("57P01", true)]
    [TestCase("57P03", true)]
    [TestCase("40001", true)]
    [TestCase("53300", true)]
    [TestCase("08P01", false)]
    [TestCase("28P01", false)]
    [TestCase("42501", false)]
    [TestCase("25006", false)]
    [TestCase("53100", false)]
    public void What_passes_is_waited_for(string state, bool isPassing) =>
        Assert.That(
            PostgresDatabase.IsPassing(new PostgresException("text", "FATAL", "FATAL", state)),
            Is.EqualTo(isPassing)
        );

    private PostgresState State(string more) =>
        new(
            PostgresAddress.Parse(PostgresServer.Shared.Address + more, schema),
            Path.GetTempPath(),
            TestOperator.Me,
            TimeProvider.System
        );
}
