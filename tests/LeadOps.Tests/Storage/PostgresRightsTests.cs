using LeadOps.Diagnostics;
using LeadOps.Storage;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Shared;

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

    private PostgresState State(string more) =>
        new(
            PostgresAddress.Parse(PostgresServer.Shared.Address + more, schema),
            Path.GetTempPath(),
            TestOperator.Me,
            TimeProvider.System
        );
}
