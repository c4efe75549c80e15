using LeadOps.Diagnostics;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Shared;

namespace LeadOps.Tests.Storage;

internal sealed class DamagedPlanTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadops-damage-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [TestCase("overlay(content placing 'XX' from 1)")]
    [TestCase("overlay(content placing 'XXXX' from 12)")]
    [TestCase("overlay(content placing 'XXXX' from length(content) - 8)")]
    public void A_stored_plan_that_was_changed_in_the_database_is_refused(string change)
    {
        var schema = PostgresServer.Shared.NewSchema();
        using var state = new PostgresState(
            PostgresAddress.Parse(PostgresServer.Shared.Address, schema),
            Path.Combine(folder, "runs"),
            TestOperator.Me,
            TimeProvider.System
        );
        var file = Path.Combine(folder, "plan");
        File.WriteAllText(file, string.Join('\n', Enumerable.Range(0, 500).Select(i => $"line {i * 7919}")));
        state.Plans.Store("a.example", "p1", file);
        PostgresServer.Shared.Ask($"UPDATE {schema}.plan_part SET content = {change}");

        var problem = Assert.Throws<LeadOpsException>(() => state.Plans.Fetch("a.example", "p1"));

        Assert.That(
            (problem!.Failure, problem.Message.Contains("`p1` is damaged")),
            Is.EqualTo((Failure.Refused, true))
        );
    }
}
