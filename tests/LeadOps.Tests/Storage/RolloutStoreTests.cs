using LeadOps.Storage;
using LeadOps.Storage.Local;
using LeadOps.Storage.Postgres;
using LeadOps.Tests.Shared;

namespace LeadOps.Tests.Storage;

/// <summary>What rollouts can rely on, the same in both stores.</summary>
[TestFixture(StoreKind.Local)]
[TestFixture(StoreKind.Postgres)]
internal sealed class RolloutStoreTests(StoreKind kind)
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("leadops-rollouts-").FullName;
    private IState state = null!;

    [SetUp]
    public void Open()
    {
        var who = new Operator("ann", "m1", 7);
        state =
            kind == StoreKind.Local
                ? LocalState.In(folder, who, TimeProvider.System)
                : new PostgresState(
                    PostgresAddress.Parse(PostgresServer.Shared.Address, PostgresServer.Shared.NewSchema()),
                    folder,
                    who,
                    TimeProvider.System
                );
    }

    [TearDown]
    public void Close()
    {
        state.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static RolloutRow Rollout(string id, DateTimeOffset at) =>
        new()
        {
            Id = id,
            Status = "Running",
            Waves = "1,100%",
            MaxFailed = 2,
            StartedAt = at,
            By = new Operator("ann", "m1", 7),
            Options = "{}",
            Paths = ["manifests", "a b.yml"],
            Only = ["m/c"],
            Manifests = [new RunManifest("m", "d", Once: true)],
        };

    private IRolloutStore Added()
    {
        state.Rollouts.Add(
            Rollout("r1", Noon),
            [
                new RolloutPortalRow("b", 2, "Waiting"),
                new RolloutPortalRow("a", 1, "Waiting"),
                new RolloutPortalRow("c", 2, "Waiting"),
            ]
        );
        return state.Rollouts;
    }

    [Test]
    public void What_was_put_in_comes_out()
    {
        var rollouts = Added();
        rollouts.Add(Rollout("r2", Noon.AddHours(1)) with { RollbackOf = "r1", GitCommit = "abc" }, []);

        var found = rollouts.Find("r1")!;

        Assert.That(
            (found.Paths, found.Only, found.Manifests),
            Is.EqualTo((Rollout("r1", Noon).Paths, Rollout("r1", Noon).Only, Rollout("r1", Noon).Manifests))
        );
        Assert.That(
            (found.MaxFailed, found.StartedAt, found.By.Process, found.Wish),
            Is.EqualTo((2, Noon, 7, (string?)null))
        );
        Assert.That(
            rollouts.All().Select(row => (row.Id, row.RollbackOf)),
            Is.EqualTo(new[] { ("r2", "r1"), ("r1", null) })
        );
        Assert.That(rollouts.PortalsOf("r1").Select(row => row.Portal), Is.EqualTo(new[] { "a", "b", "c" }));
        Assert.That(rollouts.Find("r3"), Is.Null);
    }

    [Test]
    public void A_portal_moves_only_from_the_state_that_was_seen()
    {
        var rollouts = Added();
        var done = new RolloutPortalRow("a", 1, "Partly")
        {
            Host = "a.example",
            Plan = "p",
            Run = "run",
            Planned = "{}",
            Leads = "{\"Applied\":1}",
            Reason = "why",
            Failure = "Access",
            Worker = "m1/7",
            FinishedAt = Noon,
        };

        Assert.That(rollouts.Move("r1", "Working", done), Is.False);
        Assert.That(rollouts.PortalOf("r1", "a"), Is.EqualTo(new RolloutPortalRow("a", 1, "Waiting")));
        Assert.That(rollouts.Move("r1", "Waiting", done), Is.True);
        Assert.That(rollouts.PortalOf("r1", "a"), Is.EqualTo(done));
        Assert.That(rollouts.Counts("r1"), Is.EquivalentTo(new[] { (1, "Partly", 1), (2, "Waiting", 2) }));
    }

    [Test]
    public void Of_many_that_take_a_portal_at_once_one_gets_it()
    {
        var rollouts = Added();
        var got = 0;

        Parallel.For(
            0,
            8,
            worker =>
            {
                if (rollouts.Move("r1", "Waiting", new RolloutPortalRow("a", 1, "Working") { Worker = $"{worker}" }))
                {
                    Interlocked.Increment(ref got);
                }
            }
        );

        Assert.That(got, Is.EqualTo(1));
    }

    [Test]
    public void Wishes_status_and_removal_are_kept()
    {
        var rollouts = Added();

        rollouts.Ask("r1", "Pause");
        rollouts.Change("r1", "Paused", 5, Noon);
        var changed = rollouts.Find("r1")!;
        rollouts.Ask("r1", null);
        rollouts.Change("r1", "Running", 5, null);
        var again = rollouts.Find("r1")!;
        rollouts.Remove("r1");

        Assert.That(
            (changed.Wish, changed.Status, changed.MaxFailed, changed.FinishedAt),
            Is.EqualTo(("Pause", "Paused", 5, Noon))
        );
        Assert.That((again.Wish, again.FinishedAt), Is.EqualTo(((string?)null, (DateTimeOffset?)null)));
        Assert.That(rollouts.Find("r1"), Is.Null);
        Assert.That(rollouts.PortalsOf("r1"), Is.Empty);
    }
}
