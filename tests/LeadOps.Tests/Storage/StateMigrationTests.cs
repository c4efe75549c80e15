using LeadOps.Storage;
using LeadOps.Storage.Local;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Shared;

namespace LeadOps.Tests.Storage;

internal sealed class StateMigrationTests
{
    private readonly string folder = Directory.CreateTempSubdirectory("leadops-move-").FullName;

    [TearDown]
    public void Clean() => Directory.Delete(folder, recursive: true);

    [Test]
    public async Task What_runs_did_that_were_taken_away_moves_to_the_database()
    {
        using var local = LocalState.In(folder, TestOperator.Me, TimeProvider.System);
        foreach (var portal in new[] { "a.example", "stays.example" })
        {
            Applied(local, new RunKey(portal, "r1"));
        }

        using var shared = new PostgresState(
            PostgresAddress.Parse(PostgresServer.Shared.Address, PostgresServer.Shared.NewSchema()),
            Path.Combine(folder, "runs"),
            TestOperator.Me,
            TimeProvider.System
        );
        for (var time = 0; time < 2; time++)
        {
            await new StateMigration(local, shared, Path.Combine(folder, "runs")).RunAsync(
                "stays.example",
                CancellationToken.None
            );
        }

        Assert.That(shared.Runs.Portals(), Is.Empty);
        Assert.That(
            new[] { "a.example", "stays.example" }.Select(portal =>
                (shared.Runs.UserOf(portal, "p1"), shared.Runs.Once(portal, "m"))
            ),
            Is.EqualTo(new[] { ((string?)"r1", (OnceRow?)new OnceRow("m", "d", "r1")), (null, null) })
        );
    }

    private static void Applied(LocalState local, RunKey key)
    {
        using var lease = local.Leases.Take(key.Portal, TakeOver.Never);
        local.Runs.Claim(
            new RunRow
            {
                Key = key,
                PortalName = "a",
                Plan = "p1",
                Purpose = "Apply",
                Status = "Running",
                StartedAt = DateTimeOffset.UnixEpoch,
                By = TestOperator.Me,
                Manifests = [new RunManifest("m", "d", Once: true)],
            },
            lease
        );
        local.Runs.Change(key, new RunChange("Succeeded") { Once = [new OnceRow("m", "d", key.Name)] }, lease);
        local.Runs.Remove(key);
    }
}
